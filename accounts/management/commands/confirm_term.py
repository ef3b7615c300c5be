from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts import confirmation
from accounts.acting import system_actor
from accounts.models import Assignment
from lib.clock import today


class Command(BaseCommand):
    help = "Let somebody work whom nobody is left to confirm: on the server, with the KTP on the table. Logged."

    def add_arguments(self, parser):
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, username, **options):
        waiting = Assignment.objects.unfinished(today()).filter(user__username=username, awaits_confirmation=True)
        terms = list(waiting.with_office())
        if not terms:
            raise CommandError("Tidak ada jabatan orang ini yang menunggu dipastikan.")
        for term in terms:
            confirmation.let_in(term, by=system_actor())
        self.stdout.write(f"{len(terms)} jabatan dipastikan.")
