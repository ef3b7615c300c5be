"""What the city has already done about its deadlines: most families were rung, one is late, one is due today."""

import itertools
from datetime import timedelta

from django.utils import timezone

from cases.models import Case, CaseNote, Deadline, DeadlineMark
from cases.rules.clocks import deadline
from cases.states.case import CaseStatus
from cases.states.deadline import DeadlineCode
from pangkalpinang_pmi.demo.people import key

D = DeadlineCode
RUNG = "Disampaikan lewat telepon; keluarga mengerti langkah berikutnya."
VISITED = "Dikunjungi di rumahnya; menurut berkas Disnaker."
EARLIER = timedelta(hours=10)
SOON_AFTER = timedelta(minutes=40)
NEWEST = timedelta(days=2)  # whoever reported since then still waits for a first call
# How long before the day of the deadline, or after it, the last call to a family leaves us: in turn, case by case.
LEFT = (timedelta(days=1), timedelta(0), timedelta(days=-1), timedelta(days=2))


def keep(city):
    """Through the deed of the page; afterwards the notes get the moment at which it is said to have been done."""
    now, officer = timezone.now(), city.officials["disnaker"]
    for row in Deadline.objects.running().filter(code__in=(D.KABARI_PELAPOR, D.TELEPON), started_at__lt=now - NEWEST):
        _mark(row, officer, row.started_at + SOON_AFTER)
    left = itertools.cycle(LEFT)
    for row in Deadline.objects.running().filter(code=D.KABAR_KELUARGA, started_at__lt=now - NEWEST).order_by("pk"):
        length = timezone.localdate(row.due_at) - timezone.localdate(row.started_at)
        last = now - length + next(left)
        if row.started_at < last < now:
            _mark(row, officer, last)
    visits = Deadline.objects.late(now).filter(code__startswith="KUNJUNGAN").order_by("pk")
    _visited_long_ago(visits.filter(case__status=CaseStatus.DITUTUP), officer)
    for row in visits.all()[1:]:
        _mark(row, officer, row.due_at - EARLIER)


def _visited_long_ago(rows, officer):
    """What old files say of a group that came home together: many visits, and one look at each case's clocks."""
    DeadlineMark.objects.bulk_create(
        DeadlineMark(id=key("kunjungan", row.pk), deadline=row, by=officer, at=row.due_at - EARLIER, note=VISITED)
        for row in rows
    )
    deadline.refresh(list(Case.objects.filter(pk__in=[row.case_id for row in rows])))


def _mark(row, officer, at):
    name = key("tenggat", row.case.number, row.pk)
    deadline.mark_done(row, by=officer, at=at, seen=row.started_at.isoformat(), client_uuid=name, note=RUNG)
    CaseNote.objects.filter(client_uuid=name).update(recorded_at=at)
