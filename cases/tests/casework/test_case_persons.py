"""Many in one case: whom to look at first, and how one is found among seventy."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.models import CasePerson
from cases.rules import intake
from cases.tests.factories import TODAY, make_people

pytestmark = pytest.mark.django_db
NAMES = ["Adi Contoh", "Budi Contoh", "Candra Contoh", "Dewi Contoh", "Eka Contoh", "Fajar Contoh"]


@pytest.fixture
def many(case, ana, rudi):
    """Siti and six more: one is home, one was not heard of for a month, one has lost touch."""
    for person in make_people(rudi, rudi.territory, NAMES):
        intake.add_person(case, person, by=ana, happened_on=TODAY)
    links = {link.person.name: link for link in case.persons.select_related("person")}
    stands = {"Adi Contoh": "SELESAI", "Budi Contoh": "ASESMEN", "Candra Contoh": "ASESMEN", "Dewi Contoh": "DITUNDA"}
    for name, status in stands.items():
        CasePerson.objects.filter(pk=links[name].pk).update(status=status)
    CasePerson.objects.filter(pk=links["Eka Contoh"].pk).update(status_since=timezone.now() - timedelta(30))
    return links


def url(case):
    return reverse("cases:case_persons", args=[case.number])


def names_in(page):
    return [name for name in ["Siti Contoh", *NAMES] if f"{name}</a></h3>" in page]


def test_the_case_shows_first_whom_to_look_at(client, ana, case, many, few_queries):
    client.force_login(ana.user)
    with few_queries():
        answer = client.get(case.get_absolute_url())
    shown = [subject.row.person.name for subject in answer.context["page"].first_persons]
    assert shown == ["Eka Contoh", "Siti Contoh", "Fajar Contoh", "Budi Contoh", "Candra Contoh"]
    assert "7 orang" in answer.text and "?keadaan=ASESMEN" in answer.text
    assert "<li>Adi Contoh: Selesai" in answer.text  # on paper all of them
    step = f"orang-{many['Dewi Contoh'].pk}-DALAM_PENCARIAN"
    CasePerson.objects.filter(pk=many["Dewi Contoh"].pk).update(resumes_to="DALAM_PENCARIAN")
    opened = client.get(case.get_absolute_url(), {"langkah": step})
    assert opened.context["page"].first_persons[0].row == many["Dewi Contoh"] and 'id="langkah"' in opened.text


def test_up_to_five_stand_there_as_ever(client, ana, case):
    client.force_login(ana.user)
    page = client.get(case.get_absolute_url()).text
    assert "?keadaan=" not in page and url(case) not in page


def test_by_state_by_name_and_page_by_page(client, ana, case, many, few_queries, monkeypatch):
    client.force_login(ana.user)
    with few_queries():
        page = client.get(url(case)).text
    assert len(names_in(page)) == 7 and page.index("Eka Contoh</a>") < page.index("Siti Contoh</a>")
    assert names_in(client.get(url(case), {"keadaan": "ASESMEN"}).text) == ["Budi Contoh", "Candra Contoh"]
    found = client.post(url(case), {"q": "contoh CAN"}, follow=True)
    assert names_in(found.text) == ["Candra Contoh"] and "CAN" not in found.request["QUERY_STRING"]
    assert "Tidak ada yang cocok" in client.post(url(case), {"q": "Zzz"}, follow=True).text
    monkeypatch.setattr("cases.rules.casework.case_persons.PER_PAGE", 4)
    assert len(names_in(client.get(url(case), {"page": "2"}).text)) == 3
    assert len(names_in(client.get(url(case), {"page": "x", "keadaan": "x"}).text)) == 4


def test_an_agency_reads_no_place_here_that_its_page_of_the_case_hides(client, eko, case, coordination, many):
    type(coordination).objects.update(status="DIKIRIM")
    CasePerson.objects.update(place="Gedung Kencana", status="REINTEGRASI")
    client.force_login(eko.user)
    page = client.get(url(case)).text
    assert "Siti Contoh" in page and "Gedung Kencana" not in page
