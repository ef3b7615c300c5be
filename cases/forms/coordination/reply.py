"""The three answers of an agency without an account: received? your number? next date?"""

import uuid

from django import forms

from cases.forms.coordination.reply_case import CaseStepForm, asks_of_many
from cases.forms.coordination.reply_person import FOLDED_FROM, NO_STEP, PersonStepForm, is_out_of_date, together
from cases.forms.fields import DATE
from cases.forms.upload import UploadField
from cases.models import CasePerson
from cases.rules.coordination.agency_answer import Said
from cases.rules.moving_together import Refused, sentence
from cases.rules.workflow import CHANGED_MEANWHILE

OF_ERROR = {"note": "message"}  # where the table's own words meet the boxes of this page
NOT_YET, NO_CHANGE = "Belum, tetapi kami memberi kabar di bawah ini", "Tidak ada perubahan"


class ReplyForm(forms.Form):
    """What is said of one request, or of all of them; of many, `cases` are those that may differ.

    `target` offers the steps that the table opens to the agency now; `seen` is the status they belong to.
    """

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
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

    def __init__(self, asked, data=None, files=None):
        is_one = len(asked) == 1
        seen = asked[0].coordination.status if is_one else ""
        super().__init__(data, files, initial={"client_uuid": uuid.uuid4(), "seen": seen})
        self.asked = asked
        self.cases = [] if is_one else [CaseStepForm(one, data) for one in asked]
        steps = [(step.target, step.label) for step in asked[0].moves] if is_one else asks_of_many(asked)
        self.fields["target"].one_of_two = True  # no "boleh kosong": one of its answers is chosen already
        self.fields["target"].choices = [*steps, (NO_STEP, NOT_YET if steps else NO_CHANGE)]
        if not is_one:
            self.fields["reference"].help_text = "Kalau sama untuk semua. Nomor tiap kasus ada tempatnya di bawah."
        self.persons = [PersonStepForm(seen, data) for one in asked for seen in one.persons]
        for case in self.cases:
            case.persons = [form for form in self.persons if form.link.case_id == case.coordination.case_id]
        self.together = together(self.persons, data)
        self.is_folded = len(self.persons) >= FOLDED_FROM

    @property
    def parts(self):
        """All forms of the page, in its order."""
        persons = [] if self.cases else self.persons
        return [self, *self.together, *persons, *(part for case in self.cases for part in (case, *case.persons))]

    @property
    def has_errors(self):
        return any(part.errors for part in self.parts)

    def clean(self):
        known = {case.prefix for case in self.cases}
        gone = {key.removesuffix("-seen") for key in self.data if key.startswith("kasus-") and key.endswith("-seen")}
        if is_out_of_date(self.together, self.data) or gone - known:
            self.add_error(None, CHANGED_MEANWHILE)
        return super().clean()

    def is_valid(self):
        return super().is_valid() and not self.has_errors

    def said(self):
        """What `reply_link.answer` takes: what is said of one goes before what is said of many."""
        told = {name: self.cleaned_data[name] for name in ("client_uuid", "promised_on", "said_by", "file")}
        persons = {pk: step for form in (*self.together, *self.persons) for pk, step in form.steps.items()}
        return told | {"requests": self._requests(), "persons": persons}

    def _requests(self):
        words = {name: self.cleaned_data[name] for name in ("target", "reference", "message")}
        comes_along = bool(self.cleaned_data["promised_on"] or self.cleaned_data["file"])
        if self.cases:
            found = {case.coordination.pk: case.said(words, comes_along) for case in self.cases}
            return {pk: said for pk, said in found.items() if said}
        is_said = comes_along or any(words.values())
        return {one.coordination.pk: Said(seen=self.cleaned_data["seen"], **words) for one in self.asked if is_said}

    def say(self, error):
        """Put what is refused beside the box it is about."""
        if isinstance(error, Refused):
            concerned = {}
            for subject, why in error.each.items():
                concerned.setdefault(self._part_of(subject), {})[subject] = why
            for part, told in concerned.items():
                _put(part, told, is_of_many=part in self.together or (part is self and bool(self.cases)))
        elif hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.add_error(name if name in self.fields else None, errors)
        else:
            self.add_error(None, error)

    def _part_of(self, subject):
        forms_ = [*self.persons, *self.together] if isinstance(subject, CasePerson) else self.cases
        return next((form for form in forms_ if form.speaks_of(subject)), self)


def _put(part, told, *, is_of_many):
    """What a step asks for stands once, however many take it; who cannot take it is named among many."""
    boxes, sentences = {}, []
    for subject, why in told.items():
        if isinstance(why, str):
            sentences.append(sentence(why, str(getattr(subject, "person", subject.case)) if is_of_many else ""))
        else:
            boxes |= why
    for name, errors in boxes.items():
        where = OF_ERROR.get(name, name)
        part.add_error(where if where in part.fields else "target", errors)
    if sentences:
        part.add_error("target", sentences)
