from django import forms


class PlaceForm(forms.Form):
    """Without a person the place is left. `seen` is the version of that person's data that the page showed."""

    link = forms.ModelChoiceField(None, required=False)
    seen = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, persons, data):
        super().__init__(data)
        self.fields["link"].queryset = persons
