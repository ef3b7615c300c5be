from django import forms

REASONS = (
    ("tidak jadi berangkat", "Tidak jadi berangkat"),
    ("salah orang", "Salah orang, bukan warga ini"),
    ("sudah didata orang lain", "Sudah didata orang lain"),
    ("diminta warga itu sendiri", "Diminta warga itu sendiri"),
    ("lainnya", "Alasan lain"),
)


class WithdrawForm(forms.Form):
    reason = forms.ChoiceField(
        label="Mengapa ditarik?",
        choices=REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih alasannya."},
    )
    note = forms.CharField(label="Keterangan", max_length=300, required=False)

    @property
    def in_words(self):
        return ": ".join(filter(None, (self.cleaned_data["reason"], self.cleaned_data["note"])))
