"""python -m pangkalpinang_pmi.bench.lettering: seventy deeds of hand-over as a worker gives them number and file, and
say how long it took. Ends by throwing everything away."""

import json
import time
import uuid

import django

django.setup()

from django.db import transaction  # noqa: E402 - Django first

from accounts.acting import acting_as  # noqa: E402
from accounts.models import Assignment, Role  # noqa: E402
from cases.forms.letters.bast_batch import BASTBatchForm  # noqa: E402
from cases.models import BASTBatch, CasePerson  # noqa: E402
from cases.rules.letters import bast_batch  # noqa: E402
from cases.rules.letters.letter import city, letterhead_of  # noqa: E402
from cases.states.case_letter import CaseLetterStatus  # noqa: E402
from lib.clock import today  # noqa: E402

LETTERS = 70
TYPED = {"handed_on": "2026-01-02", "place": "Bandara", "condition": "Sehat.", "witnesses": "Nama Lurah, Lurah"}


def measure():
    officer, head = (_holder(role) for role in (Role.DISNAKER, Role.KADIS))
    with transaction.atomic():
        _sign_as_somebody()
        started = time.perf_counter()
        with acting_as(officer):
            batch = bast_batch.prepare(_letters(officer), client_uuid=uuid.uuid4(), by=officer)
            bast_batch.submit(batch, by=officer)
        with acting_as(head):
            bast_batch.approve(batch, list(batch.letters.values_list("pk", flat=True)), by=head)
            pressed = time.perf_counter()
            while bast_batch.run(batch.pk):
                pass
            issued = time.perf_counter()
            whole = len(bast_batch.pdf(batch, head))
            joined = time.perf_counter()
        done = batch.letters.filter(letter__status=CaseLetterStatus.DITANDATANGANI).count()
        transaction.set_rollback(True)
    assert not BASTBatch.objects.filter(pk=batch.pk).exists()  # nosec B101 # nothing of it stays
    times = {"prepare": pressed - started, "issue": issued - pressed, "join": joined - issued}
    return {"rows": done, "bytes": whole, **times}


def _holder(role):
    return Assignment.objects.with_office().active(today()).filter(office__role=role).earliest("pk")


def _sign_as_somebody():
    head = letterhead_of(city())
    head.signer_name = head.signer_name or "Nama Kepala (contoh)"
    head.save()


def _letters(officer):
    """Of as many persons, each in a case of his own where there are so many."""
    links = CasePerson.objects.visible_to(officer).select_related("person", "case").order_by("-pk")
    links = [link for link in links[: 2 * LETTERS] if not bast_batch.with_bast([link.pk])][:LETTERS]
    marks = {f"orang-{link.pk}-takes": "on" for link in links}
    form = BASTBatchForm(links, TYPED | marks | {"client_uuid": uuid.uuid4()})
    if not form.is_valid():
        raise SystemExit("The form refuses what is typed here.")
    return form.letters()


if __name__ == "__main__":
    print(json.dumps(measure()))
