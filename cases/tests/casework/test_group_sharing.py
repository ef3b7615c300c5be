"""Many in one trouble, one hand-over and one link: chosen case by case, answered once, taken back one by one."""

import uuid
from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.acting import LINK, agency_actor
from accounts.models import AccessLog, Role
from accounts.tests.factories import make_actor
from cases.models import (
    Case,
    CaseNote,
    CasePerson,
    CasePersonChange,
    Coordination,
    CoordinationChange,
    Deadline,
    ForeignNumber,
    GroupEvent,
    Reminder,
    ReplyLink,
    Sharing,
    SharingBasis,
    StoredFile,
    WebhookDelivery,
)
from cases.rules import workflow
from cases.rules.casework import group_sharing, need_to_know
from cases.rules.coordination import agency_answer, api_access, reply_link, sharing
from cases.rules.moving_together import Refused, Step
from cases.rules.reminders import reminder
from cases.rules.workflow import CHANGED_MEANWHILE
from cases.states.coordination import SENT, CoordinationStatus
from cases.tests.coordination.test_three_doors import ALLOWED
from cases.tests.factories import TODAY, make_people
from cases.tests.links import DOOR, page_of, url_of
from cases.tests.races import at_once, while_it_is_done
from lib.clock import today
from lib.tests import papers

pytestmark = pytest.mark.django_db
GIVEN = {"chosen": ["nama", "negara"], "bases": {"IDENTITAS": "TUGAS_PUBLIK", "KRONOLOGI": "TUGAS_PUBLIK"}}


@pytest.fixture(autouse=True)
def without_limit(monkeypatch):
    cache.clear()
    monkeypatch.setattr("cases.views.coordination.reply.PER_MINUTE", 1000)


@pytest.fixture
def asked(ana, rudi, bp3mi):
    """A group with so many cases of one person each, all sent to BP3MI; answers (group, coordinations)."""

    def asked(count, status="DIKIRIM"):
        names = [f"Warga {chr(65 + number // 26)}{chr(97 + number % 26)}" for number in range(count)]
        people = make_people(rudi, rudi.territory, names)
        group = GroupEvent.objects.create(
            client_uuid=uuid.uuid4(), name="Myawaddy", happened_on=TODAY, chronology="Lewat Mae Sot", made_by=ana
        )
        told = {"opened_by": ana, "handler": ana, "urgency": "P2", "category": "HILANG_KONTAK", "country": "MM"}
        told |= {"reported_on": TODAY, "source": "KELUARGA", "status": "DITANGANI"}
        cases = Case.objects.bulk_create(
            Case(client_uuid=uuid.uuid4(), number=f"K-2024-{number:04d}", **told) for number in range(count)
        )
        CasePerson.objects.bulk_create(
            CasePerson(case=case, person=person, group=group) for case, person in zip(cases, people, strict=True)
        )
        links = Coordination.objects.bulk_create(
            Coordination(case=case, agency=bp3mi, status=status, request="Mohon dicari") for case in cases
        )
        began = {"by": ana, "happened_on": TODAY, "source": "DISNAKER"}
        CoordinationChange.objects.bulk_create(
            CoordinationChange(subject=link, old_status="DITELAAH", new_status=status, **began) for link in links
        )
        return group, links

    return asked


@pytest.fixture
def link_for(ana, bp3mi):
    agency_actor(bp3mi, LINK)  # it has answered by a link before

    def link_for(group, **more):
        how = {"client_uuid": uuid.uuid4(), "way": "KERTAS", "expires_on": today() + timedelta(14), "by": ana}
        return group_sharing.send(group, group_sharing.offered(group, ana), **how, **(GIVEN | more))

    return link_for


def fields(group, **more):
    """The officer's form, filled in for all cases of the group."""
    keys = Coordination.objects.filter(case__persons__group=group).values_list("pk", flat=True)
    bases = {f"basis_{name}": basis for name, basis in GIVEN["bases"].items()}
    chosen = {"data_IDENTITAS": ["nama"], "data_KRONOLOGI": ["negara"], "way": "KERTAS", "days": "14"}
    return {"client_uuid": str(uuid.uuid4()), "cases": [str(key) for key in keys], **chosen, **bases, **more}


def reply(links, *, seen="DIKIRIM", **more):
    """The agency's form: one answer for all, and what is said of one case under its own names."""
    shown = {f"kasus-{link.pk}-seen": seen for link in links}
    return {"client_uuid": str(uuid.uuid4()), "target": "DITERIMA", **shown, **more}


def stand():
    return list(Coordination.objects.order_by("pk").values_list("status", flat=True))


class TestSending:
    def test_chosen_seen_and_sent_once(self, client, ana, asked, few_queries):
        group, _ = asked(3)
        client.force_login(ana.user)
        url = reverse("cases:share_group", args=[group.pk])
        with few_queries():
            assert client.get(url).text.count('name="cases"') == 3
        some = fields(group, data_IDENTITAS=["nama", "nik"])
        some["cases"] = some["cases"][:2]
        with few_queries():
            page = client.post(url, some).text
        assert all(said in page for said in ("K-2024-0000", "K-2024-0001", "Warga Aa", "Warga Ab", "Myanmar"))
        assert "Warga Ac" not in page and "Mae Sot" not in page and not Sharing.objects.exists()
        assert AccessLog.objects.filter(action="REVEAL", detail="nik").count() == 2
        for _ in range(2):
            answer = client.post(url, some | {"serahkan": "ya"})
            assert answer.url == ReplyLink.objects.get().get_absolute_url()
        assert Sharing.objects.filter(link=ReplyLink.objects.get()).count() == 2
        with few_queries():
            page = client.get(answer.url).text
        assert reply_link.address(ReplyLink.objects.get().pk) in page and page.count("K-2024-") >= 2
        assert "BP3MI Sumatera Selatan, 2 kasus" in client.get(group.get_absolute_url()).text

    def test_only_what_was_sent_to_that_office_and_what_he_may_see(self, client, ana, dewi, asked):
        group, links = asked(3)
        Coordination.objects.filter(pk=links[0].pk).update(status="DITELAAH")
        need_to_know.shut_out(links[1].case, dewi, reason="ipar", by=ana)
        client.force_login(dewi.user)
        url = reverse("cases:share_group", args=[group.pk])
        page = client.get(url).text
        assert "Warga Ac" in page and "Warga Aa" not in page and "Warga Ab" not in page
        client.post(url, fields(group, serahkan="ya"))
        assert not Sharing.objects.exists()

    def test_the_office_is_chosen_where_there_are_several(self, client, ana, asked, bp3mi):
        group, links = asked(1)
        kbri = type(bp3mi).objects.create(name="KBRI Yangon", kind="PERWAKILAN")
        Coordination.objects.create(case=links[0].case, agency=kbri, status="DIKIRIM")
        client.force_login(ana.user)
        page = client.get(reverse("cases:share_group", args=[group.pk])).text
        assert f"?instansi={kbri.pk}" in page and f"?instansi={bp3mi.pk}" in page and 'name="cases"' not in page
        Coordination.objects.update(status="KONSEP")
        assert "Belum ada kasus" in client.get(reverse("cases:share_group", args=[group.pk])).text

    @pytest.mark.parametrize(
        "more, sentence",
        [
            ({"cases": []}, "Beri tanda pada paling sedikit satu kasus."),
            ({"basis_IDENTITAS": ""}, sharing.NO_BASIS),
            ({"basis_IDENTITAS": "KEPENTINGAN_VITAL"}, f"{sharing.NOT_VITAL} Kasusnya: K-2024-0001."),
            ({"basis_IDENTITAS": "PERSETUJUAN", "consent_on": "2026-01-02"}, sharing.NOT_ATTESTED),
            ({"days": ""}, "Isi berapa hari tautannya berlaku."),
        ],
    )
    def test_it_says_what_is_missing_and_of_which_case(self, client, ana, asked, more, sentence):
        group, links = asked(2)
        Case.objects.filter(pk=links[1].case_id).update(urgency="P3")
        client.force_login(ana.user)
        page = client.post(reverse("cases:share_group", args=[group.pk]), fields(group, serahkan="ya", **more)).text
        assert sentence in page and not Sharing.objects.exists()

    def test_no_more_persons_than_a_page_carries(self, client, ana, asked, monkeypatch):
        group, _ = asked(3)
        monkeypatch.setattr("cases.rules.coordination.agency_persons.MOST", 2)
        client.force_login(ana.user)
        for press in ({}, {"serahkan": "ya"}):  # before anybody reads seventy cases in vain
            page = client.post(reverse("cases:share_group", args=[group.pk]), fields(group, **press)).text
            assert "yang bertanda 3" in page and not Sharing.objects.exists()

    def test_who_may_not_see_one_of_its_cases_does_not_hold_the_link(self, client, ana, dewi, asked, link_for):
        group, links = asked(2)
        link = link_for(group)
        client.force_login(dewi.user)
        assert reply_link.address(link.pk) in client.get(link.get_absolute_url()).text
        need_to_know.shut_out(links[0].case, dewi, reason="ipar", by=ana)
        assert client.get(link.get_absolute_url()).status_code == 404
        left = link.sharings.get(coordination=links[1])
        page = client.get(reverse("cases:shared", args=[links[1].case.number, links[1].pk, left.pk]))
        assert page.status_code == 200 and reply_link.address(link.pk) not in page.text

    def test_a_form_sent_again_with_other_marks_says_what_did_not_leave(self, client, ana, asked):
        group, links = asked(3)
        client.force_login(ana.user)
        url, first = reverse("cases:share_group", args=[group.pk]), [str(link.pk) for link in links[:2]]
        form = fields(group, cases=first, serahkan="ya")
        assert client.post(url, form).status_code == 302
        again = client.post(url, form | {"cases": [str(link.pk) for link in links]})
        assert again.status_code == 200 and sharing.LEFT_ALREADY in again.text and Sharing.objects.count() == 2
        link = ReplyLink.objects.get()
        assert client.post(url, form | {"cases": first[1:]}).url == link.get_absolute_url()
        assert ReplyLink.objects.get() == link and link.sharings.count() == 2

    def test_it_is_revoked_for_all(self, client, ana, asked, link_for):
        group, _ = asked(2)
        link = link_for(group)
        client.force_login(ana.user)
        client.post(reverse("cases:revoke_group_link", args=[group.pk, link.pk]))
        assert "dicabut" in client.get(link.get_absolute_url()).text and DOOR in page_of(client, link)


class TestAnswering:
    def test_one_answer_for_all_with_exceptions_and_own_numbers(self, client, ana, asked, link_for, few_queries):
        group, links = asked(5)
        link = link_for(group)
        agency_actor(link.agency, LINK)  # made when its first link is opened
        with few_queries():
            page = page_of(client, link)
        assert "5 kasus, 5 orang" in page and page.count('<details class="person"') == 5 and "Mae Sot" not in page
        one, two, three, *rest = links
        soon = (today() + timedelta(3)).isoformat()
        said = reply(links, message="Dicari.", promised_on=soon, said_by="Eko", reference="B-9")
        said |= {f"kasus-{one.pk}-reference": "ADU-1", f"kasus-{one.pk}-message": "Di rumah sakit."}
        said |= {f"kasus-{two.pk}-target": "TETAP", f"kasus-{three.pk}-target": "TETAP"}
        said |= {f"kasus-{three.pk}-message": "Belum kami terima."}
        said |= {"semua-DALAM_PENCARIAN-target": "LOKASI_DIKETAHUI", "semua-DALAM_PENCARIAN-message": "Di KBRI."}
        gone = CasePerson.objects.get(case=two.case_id).pk
        said |= {f"orang-{gone}-target": "HILANG_KONTAK", f"orang-{gone}-message": "Tidak ada kabar."}
        for _ in range(2):
            assert "tersimpan" in client.post(url_of(link), said).text
        assert stand() == ["DITERIMA", "DIKIRIM", "DIKIRIM", "DITERIMA", "DITERIMA"]
        assert dict(ForeignNumber.objects.values_list("coordination", "number")) == {
            one.pk: "ADU-1", rest[0].pk: "B-9", rest[1].pk: "B-9",
        }  # fmt: skip
        changes = CoordinationChange.objects.filter(new_status="DITERIMA").order_by("subject")
        assert [change.note for change in changes] == ["Di rumah sakit.", "Dicari.", "Dicari."]
        note = CaseNote.objects.get()
        assert (note.case, note.text) == (three.case, "Belum kami terima. Ditulis oleh Eko.")
        promised = Coordination.objects.filter(promised_on__isnull=False)
        assert set(promised) == {one, *rest}
        assert CasePersonChange.objects.filter(new_status="LOKASI_DIKETAHUI").count() == 4
        assert CasePerson.objects.get(pk=gone).status == "HILANG_KONTAK"
        client.force_login(ana.user)
        page = client.get(one.case.get_absolute_url()).text
        assert "Di rumah sakit." in page and "sudah dijawab" in page

    def test_it_lands_as_a_single_answer_does(self, asked, link_for):
        """The same history, number, clocks and date, whichever way a request is answered."""
        group, (one, two) = asked(2)
        other = Coordination.objects.get(pk=one.pk)
        link, soon = link_for(group), today() + timedelta(3)
        actor = agency_actor(link.agency, LINK)
        words = {"reference": "ADU-1", "message": "Dicari."}
        told = {"said_by": "Eko", "promised_on": soon}
        agency_answer.answer(other, by=actor, client_uuid=uuid.uuid4(), target="DITERIMA", **words, **told)
        said = {two.pk: agency_answer.Said("DITERIMA", "DIKIRIM", **words)}
        reply_link.answer(link, client_uuid=uuid.uuid4(), now=timezone.now(), requests=said, persons={}, **told)

        def left_by(coordination):
            row = Coordination.objects.get(pk=coordination.pk)
            change = row.history.get(new_status="DITERIMA")
            clocks = (
                Deadline.objects.filter(coordination=row)
                .order_by("code")
                .values_list("code", "due_at__date", "done_at")
            )
            return (
                (row.status, row.resumes_to, row.foreign_number, row.promised_on, row.due_on),
                (change.old_status, change.note, change.reference, change.said_by, change.source, change.happened_on),
                list(row.numbers.values_list("kind", "number", "by")),
                [(code, due, bool(done)) for code, due, done in clocks],
            )

        assert left_by(one) == left_by(two) and Deadline.objects.filter(coordination=two).exists()

    def test_the_machine_of_the_agency_is_called_once_for_each(self, asked, bp3mi, dewi):
        """By a step, by words alone, and by the step of a person in it."""
        _, links = asked(4)
        key = {"client_uuid": uuid.uuid4(), "agency": bp3mi, "name": "SISKO", "scopes": ["read"], "by": dewi}
        api_access.issue(**key, expires_on=today(), webhook_url="https://mitra.example/kabar")
        WebhookDelivery.objects.all().delete()
        step, words, person, _ = links
        said = {step.pk: agency_answer.Said("DITERIMA", "DIKIRIM"), words.pk: agency_answer.Said(message="Dicari.")}
        moved = {
            CasePerson.objects.get(case=person.case_id).pk: Step("LOKASI_DIKETAHUI", "DALAM_PENCARIAN", "Di KBRI.")
        }
        agency_answer.answer_all(links, said, moved, by=agency_actor(bp3mi, LINK), client_uuid=uuid.uuid4())
        called = WebhookDelivery.objects.values_list("coordination", flat=True)
        assert sorted(called) == sorted(link.pk for link in (step, words, person))

    def test_every_pair_of_states(self, asked, bp3mi):
        """The table of the other doors (test_three_doors), taken by two at once."""
        _, links = asked(2)
        actor, got = agency_actor(bp3mi, LINK), set()
        for state in sorted(SENT):
            for target in CoordinationStatus.values:
                point = transaction.savepoint()
                resumes = "DITERIMA" if state == "PERLU_DATA" else ""
                Coordination.objects.update(status=state, resumes_to=resumes)
                said = {link.pk: agency_answer.Said(target, state, "N-1", "foto paspor") for link in links}
                with suppress(Refused, PermissionDenied):
                    agency_answer.answer_all(links, said, {}, by=actor, client_uuid=uuid.uuid4())
                    got.add((state, target))
                assert stand() == [target if (state, target) in got else state] * 2
                transaction.savepoint_rollback(point)
        assert got == ALLOWED

    def test_they_may_stand_in_different_states(self, client, asked, link_for):
        group, (one, two) = asked(2)
        link = link_for(group)
        Coordination.objects.filter(pk=two.pk).update(status="DITERIMA")
        page = page_of(client, link)
        assert "Nyatakan diterima (1 dari 2 kasus)" in page and "Catat diteruskan ke KP2MI (1 dari 2 kasus)" in page
        said = reply([one], **{f"kasus-{two.pk}-seen": "DITERIMA"})
        client.post(url_of(link), said)
        assert stand() == ["DITERIMA", "DITERIMA"] and not CaseNote.objects.exists()
        assert CoordinationChange.objects.filter(by__office__agency=link.agency).count() == 1

    def test_what_is_refused_stands_once_and_nothing_is_kept(self, client, asked, link_for):
        group, links = asked(3, status="DITERIMA")
        link = link_for(group)
        assert "Pilih keadaannya" in client.post(url_of(link), reply(links, seen="DITERIMA", target="")).text
        page = client.post(url_of(link), reply(links, seen="DITERIMA", target="PERLU_DATA", reference="N-7")).text
        assert page.count('<li><a href="#id_message">') == 1 and 'value="N-7"' in page
        own = {f"kasus-{links[1].pk}-target": "DITERUSKAN_PUSAT"}
        page = client.post(url_of(link), reply(links, seen="DITERIMA", target="", **own)).text
        assert f'<li><a href="#id_kasus-{links[1].pk}-reference">' in page
        late = reply(links, seen="DIKIRIM", target="PERLU_DATA", message="foto")
        assert "K-2024-0001: statusnya sudah berubah" in client.post(url_of(link), late).text
        past = (today() - timedelta(1)).isoformat()
        late = reply(links, seen="DITERIMA", target="PERLU_DATA", message="foto", promised_on=past)
        assert "sudah lewat" in client.post(url_of(link), late).text
        assert stand() == ["DITERIMA"] * 3 and ReplyLink.objects.get().answered_at is None

    def test_a_file_is_kept_once_and_read_with_each_case(self, client, ana, dewi, eko, asked, link_for):
        group, (*links, apart) = asked(3)
        link = link_for(group)
        photo = SimpleUploadedFile("surat.jpg", papers.photo(), "image/jpeg")
        words = {f"kasus-{apart.pk}-target": "TETAP", f"kasus-{apart.pk}-message": "Belum kami terima."}
        client.post(url_of(link), reply([*links, apart], file=photo, **words))
        file = StoredFile.objects.get()
        assert CaseNote.objects.get().file is None  # the excepted one hears its own words alone
        assert set(CoordinationChange.objects.filter(file=file).values_list("subject", flat=True)) == {
            one.pk for one in links
        }
        for actor in (ana, dewi, eko):
            assert StoredFile.objects.readable_by(actor).filter(pk=file.pk).count() == 1
        for actor, back in ((ana, link.get_absolute_url()), (eko, reverse("cases:list"))):
            client.force_login(actor.user)
            assert f'<a class="back" href="{back}">' in client.get(reverse("cases:file", args=[file.pk])).text
        need_to_know.shut_out(links[0].case, dewi, reason="ipar", by=ana)
        assert not StoredFile.objects.visible_to(dewi).exists()  # it may show whom he must not see

    def test_seventy_in_one_go(self, client, asked, link_for, few_queries):
        group, links = asked(70)
        with few_queries(20):
            link = link_for(group)
        with few_queries():
            page_of(client, link)
        said = reply(links, message="Dicari.", promised_on=today().isoformat())
        said |= {f"kasus-{one.pk}-reference": f"ADU-{one.pk}" for one in links}
        said |= {"semua-DALAM_PENCARIAN-target": "LOKASI_DIKETAHUI", "semua-DALAM_PENCARIAN-message": "Di KBRI."}
        keys = CasePerson.objects.order_by("pk").values_list("pk", flat=True)[:30]
        for pk in keys:
            said |= {f"orang-{pk}-target": "HILANG_KONTAK", f"orang-{pk}-message": f"Sejak hari {pk}."}
        with few_queries(70):
            assert "tersimpan" in client.post(url_of(link), said).text
        assert stand() == ["DITERIMA"] * 70 and ForeignNumber.objects.count() == 70
        assert CasePerson.objects.filter(status="HILANG_KONTAK").count() == 30


class TestOneLess:
    def test_closed_or_taken_back_only_that_case_leaves(self, client, ana, asked, link_for):
        group, (one, two, three) = asked(3)
        consent = {"bases": {"IDENTITAS": "PERSETUJUAN", "KRONOLOGI": "TUGAS_PUBLIK"}}
        link = link_for(group, consent_on=today(), consent_witness="Bu RT", **consent)
        closing = {"happened_on": today(), "source": "DISNAKER", "reason": "DATA_GANDA", "note": "Sudah pulang."}
        workflow.move(one, "DITUTUP", by=ana, **closing)
        client.force_login(ana.user)
        withdraw = {"client_uuid": str(uuid.uuid4()), "note": "Ibu menelepon."}
        client.post(reverse("cases:withdraw_consent", args=[two.case.number, two.pk]), withdraw)
        page = client.get(link.get_absolute_url()).text
        assert "persetujuannya dicabut" in page and reply_link.address(link.pk) in page
        client.logout()
        page = page_of(client, link)
        assert "Warga Ac" in page and "Warga Aa" not in page and "Warga Ab" not in page
        assert SharingBasis.objects.filter(withdrawn_at__isnull=False).count() == 1
        withdraw = {"client_uuid": uuid.uuid4(), "note": "Ibu menelepon."}
        sharing.withdraw_consent(three, by=ana, now=timezone.now(), **withdraw)
        assert DOOR in page_of(client, link) and ReplyLink.objects.get().revoked_by == ana

    def test_of_closed_cases_alone_nobody_prints_the_address(self, client, ana, asked, link_for):
        group, _ = asked(2)
        link, pages = link_for(group), []
        client.force_login(ana.user)
        for status in ("DIKIRIM", "DITUTUP"):
            Coordination.objects.update(status=status)
            pages.append(client.get(link.get_absolute_url()).text)
        assert [reply_link.address(link.pk) in page for page in pages] == [True, False]

    def test_while_the_answer_is_written(self, client, asked, link_for):
        group, (one, two, three) = asked(3)
        link = link_for(group)
        said = reply([one, two, three], message="Dicari.")
        Coordination.objects.filter(pk=one.pk).update(status="DITUTUP")
        page = client.post(url_of(link), said).text
        assert CHANGED_MEANWHILE in page and "Dicari." in page and "Warga Aa" not in page
        assert stand() == ["DITUTUP", "DIKIRIM", "DIKIRIM"]
        late = {"requests": {one.pk: agency_answer.Said(message="Dicari.")}, "persons": {}}
        with pytest.raises(ValidationError, match=CHANGED_MEANWHILE[:20]):
            reply_link.answer(link, client_uuid=uuid.uuid4(), now=timezone.now(), **late)
        client.post(url_of(link), reply([two, three], message="Dicari."))
        assert stand() == ["DITUTUP", "DITERIMA", "DITERIMA"]


class TestSilence:
    def test_it_is_told_once_and_to_who_may_know_of_all(self, client, ana, asked, link_for):
        group, (one, two) = asked(2)
        link = link_for(group)
        for shut, name in ((one, "olga"), (two, "oka")):
            colleague = make_actor(name, Role.DISNAKER, ana.territory)
            need_to_know.shut_out(shut.case, colleague, reason="ipar", by=ana)
        ReplyLink.objects.update(opened_at=timezone.now() - timedelta(4))
        for days in range(2):
            reminder.plan_reminders(today() + timedelta(days))
        told = Reminder.objects.get(rule="NO_REACTION")
        assert (told.recipient, told.link) == (ana, link)
        client.force_login(ana.user)
        assert client.get(reverse("cases:open_reminder", args=[told.pk])).url == link.get_absolute_url()
        assert "Myawaddy, 2 kasus" in client.get(reverse("cases:reminders")).text
        assert "Myawaddy, 2 kasus" in client.get(reverse("home")).text
        left = link.sharings.get(coordination=one)
        page = client.get(reverse("cases:shared", args=[one.case.number, one.pk, left.pk]))
        assert "Myawaddy, 2 kasus" in page.text
        Coordination.objects.filter(pk=one.pk).update(status_since=timezone.now())
        assert ReplyLink.objects.silent(today()).exists()  # about the other one nothing came by any door
        Coordination.objects.update(status_since=timezone.now())
        assert not ReplyLink.objects.silent(today()).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_is_heard(ana, asked, link_for):
    """Two desks of the agency hold the same address; then somebody closes a case. Over two real connections."""
    group, links = asked(3)
    link = link_for(group)

    def deed(words):
        said = {one.pk: agency_answer.Said("DITERIMA", "DIKIRIM", "", words) for one in links}

        def run():
            try:
                reply_link.answer(link, client_uuid=uuid.uuid4(), now=timezone.now(), requests=said, persons={})
            except ValidationError as error:
                return error.messages[0]
            return words

        return run

    results = at_once(deed("kanan"), deed("kiri"))
    assert reply_link.CLOSED in results and len(results) == 2
    notes = {change.note for change in CoordinationChange.objects.filter(new_status="DITERIMA")}
    assert len(notes) == 1 and notes < set(results) and stand() == ["DITERIMA"] * 3

    Coordination.objects.update(status="DIKIRIM")
    ReplyLink.objects.update(answered_at=None, answer_key=None)
    closing = {"happened_on": today(), "source": "DISNAKER", "reason": "DATA_GANDA", "note": "Sudah pulang."}
    results = while_it_is_done(lambda: workflow.move(links[0], "DITUTUP", by=ana, **closing), deed("terlambat"))
    assert results[1] == CHANGED_MEANWHILE and stand() == ["DITUTUP", "DIKIRIM", "DIKIRIM"]
