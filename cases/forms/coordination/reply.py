"""The three answers of an agency without an account: received? your number? next date?"""

import uuid

from django import forms

from cases.forms.coordination.reply_person import FOLDED_FROM, NO_STEP, PersonStepForm, is_out_of_date, together
from cases.forms.move import DATE
from cases.forms.upload import UploadField
from cases.rules.workflow import CHANGED_MEANWHILE

OF_ERROR = {"note": "message", "happened_on": None}  # where the table's own words meet the boxes of this page


class ReplyForm(forms.Form):
    """`target` offers the steps that the table opens to the agency now; `seen` is the status they belong to."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    target = forms.ChoiceField(label="Sudah diterima dan ditangani?", widget=forms.RadioSelect, required=False)
    reference = forms.CharField(
        label="Nomor di instansi Anda",
        max_length=100,
        required=False,
        help_text="Nomor pengaduan, tiket, atau surat. Kosongkan kalau belum ada.",
    )
    promised_on = forms.DateField(label="Kapan kami mendapat kabar berikutnya?", widget=DATE, required=False)
    said_by = forms.CharField(label="Nama dan jabatan Anda", max_length=150, required=False)
    message = forms.CharField(
        label="Pesan untuk Disnaker", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = UploadField(label="Foto atau surat", required=False)

    def __init__(self, steps, status, data=None, files=None, persons=()):
        super().__init__(data, files, initial={"client_uuid": uuid.uuid4(), "seen": status})
        self.fields["target"].one_of_two = True  # no "boleh kosong": one of its answers is chosen already
        first = "Belum, tetapi kami memberi kabar di bawah ini" if steps else "Tidak ada perubahan"
        self.fields["target"].choices = [*((step.target, step.label) for step in steps), (NO_STEP, first)]
        self.persons = [PersonStepForm(seen, data) for seen in persons]
        self.together = together(self.persons, data)
        self.is_folded = len(self.persons) >= FOLDED_FROM

    @property
    def parts(self):
        """All forms of the page, in its order."""
        return [self, *self.together, *self.persons]

    @property
    def has_errors(self):
        return any(part.errors for part in self.parts)

    def clean(self):
        if is_out_of_date(self.together, self.data):
            self.add_error(None, CHANGED_MEANWHILE)
        return super().clean()

    def is_valid(self):
        return super().is_valid() and not self.has_errors

    def said(self):
        """What `reply_link.answer` takes: what is said of one person goes before what is said of many."""
        own = {person.key: person.step for person in self.persons if person.step}
        same = {form.prefix: (form.seen_of_each, form.step) for form in self.together if form.step}
        return self.cleaned_data | {"persons": own, "together": same}

    def say(self, error):
        """Put what the table refuses beside the box it is about."""
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        parts = {person.key: person for person in self.persons} | {form.prefix: form for form in self.together}
        for name, errors in error.error_dict.items():
            key, _, box = name.rpartition(":")
            part, where = parts.get(key or name), OF_ERROR.get(box, box)
            if part:
                part.add_error(where if where in part.fields else "target", errors)
            else:
                self.add_error(where if where in self.fields else None, errors)
        return None
