from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lib.clock import today
from pangkalpinang_pmi.demo import city
from pangkalpinang_pmi.scale.load import load


class Command(BaseCommand):
    help = "Writes a register of any size for load tests, beside the demo city. Only with DEMO."

    def add_arguments(self, parser):
        parser.add_argument("--people", type=int, required=True)
        parser.add_argument("--cases", type=int, default=0)
        parser.add_argument("--seed", type=int, default=city.SEED)

    def handle(self, *, people, cases, seed, **options):
        if not settings.DEMO:
            raise CommandError("Data uji beban hanya untuk DEMO=1.")
        if not city.is_built():
            if city.has_strangers():
                raise CommandError("Basis data ini sudah berisi data orang lain.")
            city.build(today())
        seconds = load(count=people, cases=cases, seed=seed, today=today(), report=self.report)
        self.stdout.write(
            f"{people:,} people and {cases:,} cases in {seconds:.1f} s: {people / seconds:,.0f} a second."
        )

    def report(self, text):
        self.stdout.write(text)
        self.stdout.flush()
