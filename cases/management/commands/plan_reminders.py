from django.core.management.base import BaseCommand

from accounts.acting import acting_as, system_actor
from cases.rules.reminders import offer_reminder
from cases.rules.reminders.reminder import plan_reminders
from lib.clock import today


class Command(BaseCommand):
    help = "Write a row for every reminder due today (WIB). May run as often as you like."

    def handle(self, **options):
        with acting_as(system_actor()):
            self.stdout.write(f"{plan_reminders(today()) + offer_reminder.plan(today())} reminders planned")
