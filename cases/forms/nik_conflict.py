from django import forms

from cases.models import NikConflict

Decision = NikConflict.Decision


class NikConflictForm(forms.Form):
    decision = forms.ChoiceField(label="Keputusan", choices=Decision, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Alasan", max_length=200, help_text="Misalnya: KTP sudah dilihat, tanggal lahir dan nama ibu sama."
    )

    def __init__(self, data=None, *, may_join):
        super().__init__(data)
        if not may_join:
            self.fields["decision"].choices = [pair for pair in Decision.choices if pair[0] != Decision.SAMA]
