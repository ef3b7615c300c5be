from django import forms

from cases.models import RedFlag
from lib.clock import today

LONG = forms.Textarea(attrs={"rows": 3})
PATTERNS = forms.Textarea(attrs={"rows": 8, "spellcheck": "false"})
NEEDS_NUMBER = "Isi angka batasnya."
NEEDED_WORDS = {
    RedFlag.Kind.WORDS: "Isi paling sedikit satu pola kata.",
    RedFlag.Kind.COUNTRY: "Isi paling sedikit satu negara.",
}
CHANGED = "Tanda ini baru saja diubah orang lain. Muat ulang halaman, lalu ulangi perubahan Anda."


class RedFlagForm(forms.ModelForm):
    """One sign, as Disnaker keeps it. Saving says that somebody has checked it today, against the source named."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)

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
            "checked_on": forms.DateInput(attrs={"type": "date", "class": "width-10"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        if self.instance.pk:
            self.fields["code"].disabled = True  # evidence names it
        else:
            self.fields["checked_on"].initial = today()

    def clean_weight(self):
        weight = self.cleaned_data["weight"]
        if weight == 0 or abs(weight) > 5:
            raise forms.ValidationError("Bobot antara 1 dan 5, atau di bawah nol sampai -5.")
        return weight

    def clean_checked_on(self):
        checked_on = self.cleaned_data["checked_on"]
        if checked_on > today():
            raise forms.ValidationError("Tanggal ini belum tiba.")
        return checked_on

    def clean(self):
        data = super().clean()
        if self.instance.pk and data.get("version") != self.instance.version:
            self.add_error(None, CHANGED)
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
