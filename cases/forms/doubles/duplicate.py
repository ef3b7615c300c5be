from django import forms

from cases.forms.fields import one_of
from cases.models import DuplicatePair, Person
from cases.rules.doubles.merging import FIELDS
from cases.rules.masking import mask_number
from cases.rules.register.duplicates import OTHERS_NOW

Decision = DuplicatePair.Decision
FIRST, SECOND = "first", "second"
NOT_CHOSEN = {"nik_status"}  # goes with the NIK


class DuplicateForm(forms.Form):
    """The decision; and, where the two are merged, which of two different values stays."""

    decision = one_of("Keputusan", Decision, "Pilih keputusannya.")
    reason = forms.CharField(
        label="Alasan atau pertanyaan",
        max_length=200,
        help_text="Misalnya: KTP sudah dilihat, orangnya sama. Pertanyaan untuk RT muncul di beranda ketua RT.",
        error_messages={"required": "Tulis alasannya, atau pertanyaan untuk RT."},
    )

    def __init__(self, data=None, *, persons, may_decide, kelurahan_names):
        super().__init__(data)
        self.may_decide = may_decide
        self.shown = "-".join(str(person.pk) for person in persons)  # the page sends it back as `seen`
        if not may_decide:
            self.fields["decision"].choices = [(Decision.TANYA_RT, Decision.TANYA_RT.label)]
            self.fields["decision"].initial = Decision.TANYA_RT
            return
        for name in FIELDS:
            if name not in NOT_CHOSEN and _both_differ(name, *persons):
                self.fields[f"keep_{name}"] = _choice(name, persons, kelurahan_names)
                self.fields[f"keep_{name}"].one_of_two = True  # no "boleh kosong": one of the two is chosen already

    def clean(self):
        """One of the two may have been merged with a third meanwhile: what was chosen was chosen of somebody else."""
        if self.data.get("seen") != self.shown:
            self.data = {"reason": self.data.get("reason", "")}
            raise forms.ValidationError(OTHERS_NOW)

    @property
    def choices(self):
        """The bound fields that ask which value stays."""
        return [self[name] for name in self.fields if name.startswith("keep_")]

    @property
    def chosen(self):
        """Names of the fields whose value comes from the newer record."""
        data = self.cleaned_data
        return [name.removeprefix("keep_") for name in data if name.startswith("keep_") and data[name] == SECOND]


def _both_differ(name, first, second):
    one, other = getattr(first, name), getattr(second, name)
    return bool(one and other) and one != other


def _choice(name, persons, kelurahan_names):
    label = str(Person._meta.get_field(name.removesuffix("_id")).verbose_name)
    choices = zip((FIRST, SECOND), (_shown(name, person, kelurahan_names) for person in persons), strict=True)
    return one_of(label[:1].upper() + label[1:], list(choices), initial=FIRST, required=False)


def _shown(name, person, kelurahan_names):
    if name == "nik":
        return mask_number(person.nik)
    if name == "territory_id":  # two kelurahan may have the same RT and RW
        return person.territory.name_with(kelurahan_names)
    display = getattr(person, f"get_{name}_display", None)
    value = display() if display else getattr(person, name)
    return f"{value:%d/%m/%Y}" if name == "birth_date" else value


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Jawaban Anda",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tulis apa yang Anda tahu sendiri, misalnya: orangnya sama, pindah tahun lalu.",
        error_messages={"required": "Tulis jawabannya dulu."},
    )
