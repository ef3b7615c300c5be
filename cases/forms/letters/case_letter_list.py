from django import forms


class LetterSearchForm(forms.Form):
    """One box over a register of letters."""

    q = forms.CharField(label="Cari nomor surat", required=False, max_length=100, widget=forms.SearchInput)

    def __init__(self, data, *, label=""):
        super().__init__(data, auto_id="id_filter_%s")
        self.fields["q"].label = label or self.fields["q"].label

    @property
    def words(self):
        return self.cleaned_data.get("q", "").strip() if self.is_valid() else ""
