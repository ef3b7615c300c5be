from datetime import date

from django import forms

from lib.date_parts import DatePartsInput


class BirthForm(forms.Form):
    born = forms.DateField(widget=DatePartsInput, required=False)


def form_of(day, month, year):
    return BirthForm({"born_day": day, "born_month": month, "born_year": year})


def test_it_reads_a_date():
    form = form_of("5", " 2", "1993")
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(1993, 2, 5)


def test_it_refuses_an_impossible_date():
    assert not form_of("31", "2", "1993").is_valid()
    assert not form_of("5", "2", "93").is_valid()


def test_empty_boxes_are_no_date():
    form = form_of("", "", "")
    assert form.is_valid()
    assert form.cleaned_data["born"] is None


def test_it_shows_what_was_typed():
    html = str(form_of("31", "2", "1993")["born"])
    assert 'name="born_day" value="31"' in html
    assert 'aria-invalid="true"' in html


def test_it_shows_a_stored_date_without_separators():
    html = str(BirthForm(initial={"born": date(1993, 2, 5)})["born"])
    assert 'name="born_year" value="1993"' in html
