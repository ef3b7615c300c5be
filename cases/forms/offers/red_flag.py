from django import forms

from cases.forms.checked_row import CheckedRowForm
from cases.forms.fields import DATE
from cases.models import RedFlag

LONG = forms.Textarea(attrs={"rows": 3})
PATTERNS = forms.Textarea(attrs={"rows": 8, "spellcheck": "false"})
NEEDS_NUMBER = "Isi angka batasnya."
NEEDED_WORDS = {
    RedFlag.Kind.WORDS: "Isi paling sedikit satu pola kata.",
    RedFlag.Kind.COUNTRY: "Isi paling sedikit satu negara.",
}


class RedFlagForm(CheckedRowForm):
    """One sign of a bad offer."""

    called = "Tanda ini"

    class Meta:
        model = RedFlag
        fields = [
            "code",
            "title",
            "kind",
            "weight",
            "words",
            "also",
            "unless",
            "number",
            "can_be_denied",
            "why",
            "say",
            "ask",
            "page",
            "source",
            "checked_on",
            "is_certain",
            "order",
            "is_active",
        ]
        error_messages = {"code": {"unique": "Kode ini sudah dipakai tanda lain."}}
        widgets = {
            **dict.fromkeys(("words", "also", "unless"), PATTERNS),
            **dict.fromkeys(("why", "say", "ask"), LONG),
            "checked_on": DATE,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = bool(self.instance.pk)  # evidence names it

    def clean_weight(self):
        weight = self.cleaned_data["weight"]
        if weight == 0 or abs(weight) > 5:
            raise forms.ValidationError("Bobot antara 1 dan 5, atau di bawah nol sampai -5.")
        return weight

    def clean(self):
        data = super().clean()
        kind, has_words = data.get("kind"), bool((data.get("words") or "").strip())
        if kind in NEEDED_WORDS and not has_words:
            self.add_error("words", NEEDED_WORDS[kind])
        if kind not in NEEDED_WORDS and not data.get("number"):
            self.add_error("number", NEEDS_NUMBER)
        return data


class OfferTrialForm(forms.Form):
    """A pasted offer, read with today's signs. Nothing of it is kept."""

    text = forms.CharField(
        label="Tempel tawaran",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tidak disimpan. Hapus dulu nama dan nomor orang.",
    )
