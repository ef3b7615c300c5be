"""How the persons of a hand-over stand now: one by one, or with one answer for all who stand alike."""

from django import forms

from cases.rules.moving_together import Step
from cases.states.case_person import CasePersonStatus
from cases.states.moves import REFERENCE

NO_STEP = ""
FOLDED_FROM = 4  # persons: each then waits behind his name, and what is the same for many is said once
STATE_IS_MISSING = "Pilih keadaannya, atau tulis pesannya di bawah."
NOBODY_LEFT = "Semua orang dikecualikan. Kosongkan keadaannya, atau hapus satu tanda."


class _StepForm(forms.Form):
    """What a step asks for. `seen` is the status that the page showed."""

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

    def __init__(self, prefix, status, moves, none, data):
        self.shown = status
        super().__init__(data, prefix=prefix, initial={"seen": status})
        self.fields["target"].choices = [(NO_STEP, none), *((move.target, move.label) for move in moves)]
        for field in self.fields.values():
            field.one_of_two = True  # no "boleh kosong": "Tetap" is chosen already
        if not any(REFERENCE in (*move.needs, *move.offers) for move in moves):
            del self.fields["reference"]

    @property
    def step(self):
        """Without whom it is about: what `moving_together` takes; None where nothing changed."""
        said = getattr(self, "cleaned_data", {})
        words = {"note": said.get("message", ""), "reference": said.get("reference", "")}
        return Step(said["target"], said.get("seen") or self.shown, **words) if said.get("target") else None

    def clean(self):
        data = super().clean()
        if data.get("message") and not data.get("target") and "target" not in self.errors:
            self.add_error("target", STATE_IS_MISSING)
        return data


class PersonStepForm(_StepForm):
    """One person."""

    def __init__(self, seen, data=None):
        self.key, self.link, self.moves = str(seen.link.pk), seen.link, seen.moves
        none = f"Tetap: {seen.link.get_status_display()}"
        super().__init__(f"orang-{seen.link.pk}", seen.link.status, seen.moves, none, data)

    @property
    def is_open(self):
        return bool(self.errors or self.step)

    @property
    def steps(self):
        return {self.link.pk: self.step} if self.step else {}

    def speaks_of(self, link):
        return link.pk in self.steps


class TogetherForm(_StepForm):
    """All who stand alike, but those excepted and those whom the page says something else about."""

    besides = forms.MultipleChoiceField(label="Kecuali", required=False, widget=forms.CheckboxSelectMultiple)
    field_order = ["seen", "target", "message", "reference", "besides"]

    def __init__(self, persons, data=None):
        self.persons, first = persons, persons[0]
        self.name = first.link.get_status_display()
        super().__init__(self.prefix_of(first.link.status), first.link.status, first.moves, "Tidak ada yang sama", data)
        self.fields["besides"].choices = [(person.key, person.link.person.name) for person in persons]

    @staticmethod
    def prefix_of(status):
        return f"semua-{status}"

    @property
    def steps(self):
        """Of each whom it concerns."""
        besides = getattr(self, "cleaned_data", {}).get("besides", ())
        concerned = (person for person in self.persons if person.key not in besides and person.step is None)
        return {person.link.pk: self.step for person in concerned} if self.step else {}

    def speaks_of(self, link):
        return link.pk in self.steps

    def clean(self):
        data = super().clean()
        if data.get("target") and len(data.get("besides", ())) == len(self.persons):
            self.add_error("besides", NOBODY_LEFT)
        return data


def together(persons, data):
    """One form for each state that several share, of many persons; none where each is asked about by himself."""
    if len(persons) < FOLDED_FROM:
        return []
    alike = {}
    for person in persons:
        alike.setdefault(person.link.status, []).append(person)
    return [TogetherForm(group, data) for group in alike.values() if len(group) > 1 and group[0].moves]


def is_out_of_date(forms_, data):
    """Whether the page gave an answer for a state in which nobody is any more."""
    known = {form.prefix for form in forms_}
    prefixes = (TogetherForm.prefix_of(status) for status in CasePersonStatus.values)
    return any(data.get(f"{prefix}-target") for prefix in prefixes if prefix not in known)
