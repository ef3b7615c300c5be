from django import forms


class MonthForm(forms.Form):
    """The first day of the month that the button spoke of."""

    month = forms.DateField(input_formats=["%Y-%m-%d"])

    def clean_month(self):
        return self.cleaned_data["month"].replace(day=1)
