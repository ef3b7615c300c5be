"""The three answers of an agency without an account: received? your number? next date?"""

import uuid

from django import forms

from cases.forms.move import DATE
from cases.forms.upload import UploadField
from cases.states.moves import REFERENCE

NO_STEP = ""
OF_ERROR = {"note": "message", "happened_on": None}  # where the table's own words meet the boxes of this page


class PersonStepForm(forms.Form):
    """How one person stands now, and what the step asks for. `seen` is the status that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    target = forms.ChoiceField(label="Keadaannya", required=False)
    message = forms.CharField(
        label="Keterangan",
        max_length=1000,
        required=False,
        help_text="Misalnya di mana ia ditemukan, atau dokumen apa yang masih diurus.",
    )
    reference = forms.CharField(
        label="Nomor penerbangan atau tiket", max_length=100, required=False, help_text="Untuk jadwal pulang."
    )

    def __init__(self, seen, data=None):
        link = seen.link
        super().__init__(data, prefix=f"orang-{link.pk}", initial={"seen": link.status})
        self.key, self.link = str(link.pk), link
        none = f"Tetap: {link.get_status_display()}"
        self.fields["target"].choices = [(NO_STEP, none), *((move.target, move.label) for move in seen.moves)]
        for field in self.fields.values():
            field.one_of_two = True  # no "boleh kosong": "Tetap" is chosen already
        if not any(REFERENCE in (*move.needs, *move.offers) for move in seen.moves):
            del self.fields["reference"]

    @property
    def step(self):
        """What `agency_answer.answer` takes; None where nothing changed for this person."""
        return self.cleaned_data if self.cleaned_data.get("target") else None

    def clean(self):
        data = super().clean()
        if data.get("message") and not data.get("target") and "target" not in self.errors:
            self.add_error("target", "Pilih keadaannya, atau tulis pesannya di bawah.")
        return data


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
    promised_on = forms.DateField(
        label="Kapan kami mendapat kabar berikutnya?", widget=DATE, required=False, help_text="Boleh dikosongkan."
    )
    said_by = forms.CharField(label="Nama dan jabatan Anda", max_length=150, required=False)
    message = forms.CharField(
        label="Pesan untuk Disnaker", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = UploadField(label="Foto atau surat", required=False)

    def __init__(self, steps, status, data=None, files=None, persons=()):
        super().__init__(data, files, initial={"client_uuid": uuid.uuid4(), "seen": status})
        first = "Belum, tetapi kami memberi kabar di bawah ini" if steps else "Tidak ada perubahan"
        self.fields["target"].choices = [*((step.target, step.label) for step in steps), (NO_STEP, first)]
        self.persons = [PersonStepForm(seen, data) for seen in persons]

    def is_valid(self):
        return all([super().is_valid(), *(person.is_valid() for person in self.persons)])

    def said(self):
        """What `reply_link.answer` takes."""
        return self.cleaned_data | {"persons": {person.key: person.step for person in self.persons if person.step}}

    def say(self, error):
        """Put what the table refuses beside the box it is about."""
        if not hasattr(error, "error_dict"):
            return self.add_error(None, error)
        persons = {person.key: person for person in self.persons}
        for name, errors in error.error_dict.items():
            where = OF_ERROR.get(name, name)
            if name in persons:
                persons[name].add_error("target", errors)
            else:
                self.add_error(where if where in self.fields else None, errors)
        return None
