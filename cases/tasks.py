from celery import shared_task
from django.utils import timezone

from accounts.acting import acting_as, system_actor
from cases.models import BASTBatch, ReturneeList, SheetBatch, SheetRow
from cases.rules import webhook
from cases.rules.clocks import deadline
from cases.rules.letters import bast_batch
from cases.rules.privacy import retention
from cases.rules.register import duplicates
from cases.rules.reminders import duty, escalation, mailing, offer_reminder, reminder
from cases.rules.returns import returnee_match
from cases.rules.sheets import sheet_batch
from lib.clock import today


@shared_task(name="cases.plan_reminders")
def plan_reminders():
    with acting_as(system_actor()):
        reminder.plan_reminders(today())
        offer_reminder.plan(today())


@shared_task(name="cases.send_reminders")
def send_reminders():
    with acting_as(system_actor()):
        mailing.send_reminders()


@shared_task(name="cases.send_webhooks")
def send_webhooks():
    with acting_as(system_actor()):
        webhook.send_webhooks()


@shared_task(name="cases.find_duplicates")
def find_duplicates():
    with acting_as(system_actor()):
        duplicates.search_on(today())


@shared_task(name="cases.purge_expired")
def purge_expired():
    with acting_as(system_actor()):
        retention.purge(today())


@shared_task(name="cases.refresh_deadlines")
def refresh_deadlines():
    with acting_as(system_actor()):
        deadline.refresh_open()


@shared_task(name="cases.plan_escalations")
def plan_escalations():
    with acting_as(system_actor()):
        escalation.plan(timezone.now())
        duty.plan_returns(timezone.now())


@shared_task(name="cases.run_sheet_batch")
def run_sheet_batch(pk):
    with acting_as(sheet_batch.worker_for(pk)):
        if sheet_batch.run(pk):
            run_sheet_batch.delay(pk)
        else:
            search_imported.delay(pk)


@shared_task(name="cases.search_imported")
def search_imported(pk):
    with acting_as(sheet_batch.worker_for(pk)):
        if duplicates.search_imported(pk, today()):
            search_imported.delay(pk)


@shared_task(name="cases.resume_sheet_batches")
def resume_sheet_batches():
    for pk in SheetBatch.objects.abandoned(timezone.now()).values_list("pk", flat=True):
        run_sheet_batch.delay(str(pk))
    for pk in SheetRow.objects.to_search().order_by().values_list("batch", flat=True).distinct():
        search_imported.delay(str(pk))


@shared_task(name="cases.match_returnees")
def match_returnees(pk):
    with acting_as(system_actor()):
        if returnee_match.run(pk, today()):
            match_returnees.delay(pk)


@shared_task(name="cases.resume_returnee_lists")
def resume_returnee_lists():
    for pk in ReturneeList.objects.abandoned(timezone.now()).values_list("pk", flat=True):
        match_returnees.delay(str(pk))


@shared_task(name="cases.issue_bast_batch")
def issue_bast_batch(pk):
    with acting_as(bast_batch.head_for(pk)):
        if bast_batch.run(pk):
            issue_bast_batch.delay(pk)


@shared_task(name="cases.resume_bast_batches")
def resume_bast_batches():
    for pk in BASTBatch.objects.abandoned(timezone.now()).values_list("pk", flat=True):
        issue_bast_batch.delay(str(pk))
