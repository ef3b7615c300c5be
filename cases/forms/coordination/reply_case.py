"""What an agency says of one request among many: where it stands otherwise, and its own number."""

from django import forms

from cases.models import Coordination
from cases.rules.coordination.agency_answer import Said

AS_ABOVE, KEEP = "", "TETAP"
NAMED = 3  # of the persons of a case, in its heading


class CaseStepForm(forms.Form):
    """One case. `seen` is the status that the page showed."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    target = forms.ChoiceField(label="Permintaan kami untuk kasus ini", required=False)
    reference = forms.CharField(label="Nomor kasus ini di instansi Anda", max_length=100, required=False)
    message = forms.CharField(
        label="Pesan tentang kasus ini",
        max_length=1000,
        required=False,
        help_text="Kalau diisi, menggantikan pesan untuk semua.",
    )

    def __init__(self, asked, data=None):
        self.coordination, self.lines, self.moves, self.persons = (
            asked.coordination,
            asked.sharing.lines,
            asked.moves,
            [],
        )
        names = [seen.link.person.name for seen in asked.persons]
        others = f" dan {len(names) - NAMED} lainnya" if len(names) > NAMED else ""
        self.names = ", ".join(names[:NAMED]) + others
        status = self.coordination.status
        super().__init__(data, prefix=f"kasus-{self.coordination.pk}", initial={"seen": status})
        own = [(KEEP, f"Kecualikan: tetap {self.coordination.get_status_display()}")]
        own += [(move.target, move.label) for move in self.moves]
        self.fields["target"].choices = [(AS_ABOVE, "Sama seperti untuk semua"), *own]
        for field in self.fields.values():
            field.one_of_two = True  # no "boleh kosong": what is said of all holds here too

    @property
    def is_open(self):
        said = getattr(self, "cleaned_data", {})
        own = any(said.get(name) for name in ("target", "reference", "message"))
        return bool(own or self.errors or any(person.is_open for person in self.persons))

    def speaks_of(self, coordination):
        """Whether the step of this request was chosen here and not for all."""
        return coordination == self.coordination and bool(self.cleaned_data.get("target"))

    def said(self, words, comes_along):
        """What is said of this request, its own words first; None where nothing is.

        `words` are those for all, `comes_along` if a file or a date was given for all. The excepted hear none of it.
        """
        own = self.cleaned_data
        if own["target"] == KEEP:
            is_said = own["reference"] or own["message"]
            return Said(reference=own["reference"], message=own["message"], is_apart=True) if is_said else None
        common = words["target"] if any(move.target == words["target"] for move in self.moves) else ""
        said = Said(
            target=own["target"] or common,
            reference=own["reference"] or words["reference"],
            message=own["message"] or words["message"],
        )
        return said._replace(seen=own["seen"] or self.coordination.status) if any(said) or comes_along else None


def asks_of_many(asked):
    """Every step that at least one of these requests could take, once per target, with how many could."""
    labels = {}
    for one in asked:
        for move in one.moves:
            labels.setdefault(move.target, []).append(move.label)
    order = dict.fromkeys(move.target for move in Coordination.MOVES)
    return [(target, _with_count(labels[target], len(asked))) for target in order if target in labels]


def _with_count(labels, total):
    label = " atau ".join(dict.fromkeys(labels))
    return label if len(labels) == total else f"{label} ({len(labels)} dari {total} kasus)"
