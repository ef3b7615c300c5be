from django.core.management.base import BaseCommand

from accounts.acting import acting_as, system_actor
from cases.rules.reminders.mailing import send_reminders


class Command(BaseCommand):
    help = "Send the reminders that are due. May run beside the worker: each goes out once."

    def handle(self, **options):
        with acting_as(system_actor()):
            sent, failed = send_reminders()
        self.stdout.write(f"{sent} reminders sent, {failed} failed")
