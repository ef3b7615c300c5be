"""A fact is one record: pages say what it says, and nothing while nobody vouches for it."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from education import edition, emergency, fact_usage, page_text, seed, start_content, tasks, upkeep
from education.models import ArticlePage, EmergencyContact, EmergencyPage, Fact
from education.models.fact import BROKEN
from education.values import fact_tags
from lib.clock import today

UNSURE, UNSURE_WAGE = fact_tags.UNSURE, fact_tags.UNSURE_WAGE
ARTICLE = "/edukasi/berangkat/daftar-periksa/"
DISCREET = "/edukasi/luar-negeri/info-perjalanan/"


@pytest.fixture
def passport(db):
    return make_fact("biaya-paspor", value="Rp350.000")


@pytest.fixture
def article(home):
    return ArticlePage.objects.get(slug="daftar-periksa")


def make_fact(code, **fields):
    known = {"label": "Biaya paspor", "value": "x", "kind": "FEE", "source": "Contoh", "checked_by": "Contoh"}
    known |= {"checked_on": today(), "is_certain": True}
    return Fact.objects.create(code=code, **known | fields)


def say(page, text, **fields):
    page.body = [("text", f"<p>{text}</p>")]
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_the_tag_becomes_the_value_wherever_it_stands(client, article, passport):
    say(article, "Biayanya [[fakta:biaya-paspor]].", summary="Siapkan [[fakta:biaya-paspor]] dulu.")
    html = client.get(ARTICLE).text
    assert "Biayanya Rp350.000." in html and "[[fakta" not in html
    assert 'content="Siapkan Rp350.000 dulu."' in html  # what a chat shows of the link
    assert "Siapkan Rp350.000 dulu." in client.get("/edukasi/berangkat/").text


def test_all_facts_of_a_page_cost_two_queries(client, article, passport):
    make_fact("lama-paspor", value="4 hari kerja")
    costs = []
    for text in ("Tanpa fakta.", "[[fakta:biaya-paspor]], [[fakta:lama-paspor]], [[fakta:biaya-paspor]]"):
        say(article, text)
        client.get(ARTICLE)
        with CaptureQueriesContext(connection) as queries:
            client.get(ARTICLE)
        costs.append(len(queries))
    assert costs[1] - costs[0] == len(["their values", "their sources at the foot"])


@pytest.mark.parametrize(
    "doubt", [{"is_certain": False}, {"valid_until": today() - timedelta(days=1)}], ids=["uncertain", "expired"]
)
def test_a_fact_in_doubt_is_never_told_as_certain(client, rena, article, passport, doubt):
    say(article, "Biayanya [[fakta:biaya-paspor]].")
    Fact.objects.filter(pk=passport.pk).update(checked_on=today() - timedelta(days=9), **doubt)
    html = client.get(ARTICLE).text
    assert f"Biayanya {UNSURE}." in html and "350.000" not in html
    client.force_login(rena.user)
    draft = client.get(f"/cms/pages/{article.pk}/view_draft/").text
    assert "[fakta biaya-paspor: perlu dicek]" in draft and "350.000" not in draft


def test_on_its_last_day_a_fact_is_still_told(client, article, passport):
    Fact.objects.update(valid_until=today())
    say(article, "Biayanya [[fakta:biaya-paspor]].")
    assert "Biayanya Rp350.000." in client.get(ARTICLE).text


def test_a_page_may_say_when_a_fact_was_looked_up_sure_or_not(client, article, passport):
    say(article, "Biayanya [[fakta:biaya-paspor]] (diperiksa [[tanggal:biaya-paspor]]).")
    Fact.objects.filter(pk=passport.pk).update(checked_on=date(2026, 5, 1), is_certain=False)
    assert f"Biayanya {UNSURE} (diperiksa 1 Mei 2026)." in client.get(ARTICLE).text
    with pytest.raises(ValidationError, match="Tidak ada fakta"):
        say(article, "[[tanggal:biaya-paspr]]")


def test_for_a_wage_that_nobody_knows_the_page_says_where_to_ask(client, rena, article):
    wage = make_fact("upah-contoh", kind="WAGE", value="8 juta rupiah", is_certain=False)
    make_fact("biaya-contoh", kind="FEE", is_certain=False)
    rows = [
        {"name": "Gaji", "value": "[[fakta:upah-contoh]]"},
        {"name": "Biaya", "value": "[[fakta:biaya-contoh]]"},
    ]
    article.body = [("country", {"title": "Sekilas", "rows": rows})]
    article.save_revision().publish()
    html = client.get(ARTICLE).text
    assert UNSURE_WAGE in html and UNSURE in html and "8 juta" not in html
    assert page_text.lists_of(article)[0]["lines"] == [f"Gaji: {UNSURE_WAGE}", f"Biaya: {UNSURE}"]
    client.force_login(rena.user)
    assert "[fakta upah-contoh: perlu dicek]" in client.get(f"/cms/pages/{article.pk}/view_draft/").text
    client.logout()
    Fact.objects.filter(pk=wage.pk).update(is_certain=True)
    edition.renew()
    assert "8 juta rupiah" in client.get(ARTICLE).text


def test_the_foot_of_a_page_says_where_its_facts_and_numbers_come_from(client, article, passport):
    make_fact("lama-paspor", value="4 hari kerja", is_certain=False, source="Entah")
    Fact.objects.filter(pk=passport.pk).update(
        source="Imigrasi", source_url="https://contoh.go.id/", checked_on="2026-05-01"
    )
    number = EmergencyContact.objects.get(code="sapa-telepon")
    article.body = [("text", "<p>[[fakta:biaya-paspor]], [[fakta:lama-paspor]]</p>"), ("phones", [number])]
    article.save_revision().publish()
    html = client.get(ARTICLE).text
    foot = html[html.index('<details class="sources"') : html.index("</details>")]
    assert "<b>Biaya paspor</b>: Rp350.000. Diperiksa 1 Mei 2026" in foot and 'href="https://contoh.go.id/"' in foot
    assert number.source in foot and number.shown_as in foot
    assert "4 hari kerja" not in html and "Entah" not in html


@pytest.mark.parametrize("path", ["/", "/darurat/"])
def test_every_number_to_call_has_its_source_at_the_foot(client, home, path):
    html = client.get(path).text if path == "/" else emergency.render()
    shown = re.findall(r'<a class="call[^>]*>.*?<b>(.*?)</b>', html, re.DOTALL)
    foot = html[html.index('<details class="sources"') :]
    assert len(shown) > 2
    assert [name for name in shown if name not in ("Semua nomor",) and f"{name}</b>. Diperiksa" not in foot] == []


def test_editors_see_which_numbers_have_to_be_checked(client, rena, home):
    client.force_login(rena.user)
    EmergencyContact.objects.filter(code="sapa-telepon").update(checked_on=today() - timedelta(days=181))
    EmergencyContact.objects.filter(code="kbri-yangon").update(checked_on=today() - timedelta(days=900))
    assert client.get("/cms/snippets/education/emergencycontact/").text.count("perlu dicek, tidak tampil") == 2


@pytest.mark.parametrize("typed", ["javascript:alert(1)", "http://contoh.id/", "cuaca"])
def test_the_quick_exit_leads_to_a_site_that_editors_choose(client, home, typed):
    chosen = Fact.objects.get(code="keluar-cepat")
    chosen.value = "https://contoh.go.id/cuaca"
    chosen.full_clean()
    chosen.save()
    assert f'href="{chosen.value}" rel="noreferrer" data-exit' in client.get(DISCREET).text
    assert client.get("/lapor/keluar/")["Location"] == chosen.value
    chosen.value = typed
    with pytest.raises(ValidationError, match="https://"):
        chosen.full_clean()
    Fact.objects.filter(pk=chosen.pk).update(value=typed)
    assert client.get("/lapor/keluar/")["Location"] == "https://www.bmkg.go.id/"


def test_a_value_is_text_and_no_markup(passport):
    assert fact_tags.fill('<a title="[[fakta:x]]">', {"x": '"><b>'}) == '<a title="&quot;&gt;&lt;b&gt;">'


@pytest.mark.parametrize("typed", ["[[fakta:Biaya-Paspor]]", "[[ fakta : biaya-paspor ]]"])
def test_a_tag_may_be_typed_loosely(passport, typed):
    assert fact_tags.codes(typed) == {"biaya-paspor"}
    assert fact_tags.fill(typed, {"biaya-paspor": "Rp1"}) == "Rp1"


def test_a_page_may_not_name_an_unknown_fact(article, passport):
    with pytest.raises(ValidationError, match="Tidak ada fakta dengan kode “biaya-paspr”"):
        say(article, "[[fakta:biaya-paspr]] dan [[fakta:biaya-paspor]]")
    article.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        say(article, "baik", summary="[[fakta:tidak ada]]")
    assert refused.value.message_dict == {"summary": [BROKEN]}


def test_the_editor_reads_why_at_the_field(client, putri, article):
    client.force_login(putri.user)
    fields = {name: getattr(article, name) for name in ("title", "slug", "summary", "sources")}
    dates = {"checked_on": "2026-11-24", "check_again_on": "2027-05-24"}
    body = {"body": streamfield([("text", rich_text("<p>[[fakta:entah]]</p>"))])}
    form = nested_form_data(fields | dates | body | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0})
    answer = client.post(f"/cms/pages/{article.pk}/edit/", form)
    assert answer.status_code == 200 and "Tidak ada fakta dengan kode" in answer.text


def test_the_emergency_page_says_facts_too(home, passport):
    say(EmergencyPage.objects.get(), "[[fakta:biaya-paspor]]")
    assert "Rp350.000" in emergency.render()


def test_a_code_stays_what_it_is(passport):
    passport.code = "lain"
    with pytest.raises(ValidationError, match="Kode tidak bisa diubah"):
        passport.full_clean()


def test_templates_say_facts_by_a_tag(passport):
    template = Template('{% load facts %}{% fact "biaya-paspor" %} {% fact "entah" "segera" %}')
    assert template.render(Context()) == "Rp350.000 segera"


def test_start_facts_are_the_editors_afterwards(home):
    Fact.objects.filter(code="bea-meterai").update(value="Rp12.000")
    seed.publish_start_pages()
    assert Fact.objects.get(code="bea-meterai").value == "Rp12.000"


@pytest.mark.parametrize("code", start_content.table("fakta.toml"))
def test_a_start_fact_is_complete(code):
    fields = start_content.table("fakta.toml")[code]
    Fact(code=code, is_certain=fields.pop("certain", False), **fields).clean_fields()


def test_the_report_lists_doubtful_facts_first_with_all_that_use_them(client, rena, article, passport):
    say(article, "[[fakta:biaya-paspor]]")
    Fact.objects.filter(pk=passport.pk).update(
        checked_on=today() - timedelta(days=9), valid_until=today() - timedelta(days=1)
    )
    client.force_login(rena.user)
    html = client.get("/cms/reports/fakta/").text
    rows = html[html.index("<tbody") :]
    assert rows.index("Biaya paspor") < rows.index("perlu dicek")
    assert [use.title for use in fact_usage.uses()["bea-meterai"]] == ["Surat kelurahan (kotak meterai)"]
    assert f'<a href="/cms/pages/{article.pk}/edit/">{article.title}</a>' in html
    assert "sudah lewat masa berlaku" in html
    assert client.get("/cms/reports/fakta/results/").status_code == 200
    assert client.get("/cms/reports/fakta/?export=xlsx").status_code == 200


def test_writers_read_facts_and_editors_change_them(client, putri, rena, home, passport):
    for who, status in ((putri, 302), (rena, 200)):
        client.force_login(who.user)
        assert client.get(f"/cms/snippets/education/fact/edit/{passport.pk}/").status_code == status
        assert client.get("/cms/snippets/education/fact/").status_code == 200
        assert client.get("/cms/reports/fakta/").status_code == 200


def test_a_fact_in_use_is_not_deleted(client, rena, article, passport):
    say(article, "[[fakta:biaya-paspor]]")
    client.force_login(rena.user)
    answer = client.post(f"/cms/snippets/education/fact/delete/{passport.pk}/", follow=True)
    assert "Masih dipakai halaman" in answer.text and Fact.objects.filter(pk=passport.pk).exists()
    say(article, "Tanpa.")
    client.post(f"/cms/snippets/education/fact/delete/{passport.pk}/")
    assert not Fact.objects.filter(pk=passport.pk).exists()


def test_every_fact_that_a_template_names_is_a_start_fact():
    assert set(fact_usage.in_templates()) <= set(start_content.table("fakta.toml"))
    assert {name for names in fact_usage.in_templates().values() for name in names} == set(fact_usage.NAMES)


def test_editors_hear_once_of_what_grew_old(home, rena, putri, passport):
    passport.checked_on, passport.valid_until = today() - timedelta(days=30), today()
    passport.save()
    EmergencyContact.objects.filter(code="sapa-telepon").update(checked_on=today() - timedelta(days=180))
    assert upkeep.warn_editors(today()) == 0
    tomorrow = today() + timedelta(days=1)
    assert upkeep.warn_editors(tomorrow) == 1
    assert upkeep.warn_editors(tomorrow + timedelta(days=1)) == 0
    [message] = mail.outbox
    assert message.to == [rena.user.email] and message.subject.startswith("Ada data yang perlu dicek")
    assert "paspor" not in message.body.lower() and "129" not in message.body
    assert "/cms/reports/fakta/" in message.body
    Fact.objects.filter(pk=passport.pk).update(checked_on=tomorrow, valid_until=tomorrow)
    assert upkeep.warn_editors(tomorrow + timedelta(days=1)) == 1


def test_while_the_mail_server_is_away_nothing_counts_as_told(home, rena, passport, monkeypatch):
    Fact.objects.update(checked_on=today() - timedelta(days=30), valid_until=today() - timedelta(days=1))
    monkeypatch.setattr(upkeep, "get_connection", broken_connection)
    with pytest.raises(OSError):
        upkeep.warn_editors(today())
    monkeypatch.undo()
    tasks.daily_upkeep()
    assert len(mail.outbox) == 1


def broken_connection():
    raise ConnectionRefusedError
