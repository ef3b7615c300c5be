from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lib.clock import today
from pangkalpinang_pmi.demo import city


class Command(BaseCommand):
    help = "Builds the demo city: accounts with a known password and invented residents. Does nothing the second time."

    def handle(self, **options):
        if not settings.DEMO:
            raise CommandError("Kota contoh hanya untuk DEMO=1: akunnya memakai kata sandi yang diketahui semua orang.")
        if city.is_built():
            self.stdout.write("Kota contoh sudah ada; tidak ada yang diubah.")
            return
        if city.has_strangers():
            raise CommandError(
                "Basis data ini sudah berisi data orang lain. Kota contoh hanya untuk basis data kosong."
            )
        city.build(today())
        self.stdout.write("Kota contoh siap.")
