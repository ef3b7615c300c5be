from celery import shared_task
from django.core.management import call_command

from education import edition, editors, emergency, feedback, outside_links, printed, upkeep
from lib.clock import today


@shared_task(name="education.publish_scheduled")
def publish_scheduled():
    """What editors timed to appear or to expire."""
    call_command("publish_scheduled")
    edition.reopen()


@shared_task(name="education.daily_upkeep")
def daily_upkeep():
    """Numbers and facts grow old by themselves, and offices end by themselves."""
    emergency.write()
    editors.drop_former_members()
    feedback.forget_old(today())
    printed.forget_old()
    upkeep.warn_editors(today())


@shared_task(name="education.check_outside_links")
def check_outside_links():
    """A few each day: other people's sites are asked politely."""
    outside_links.check_some()
