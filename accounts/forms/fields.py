from django import forms


def day():
    """A date near today, from the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date", "class": "width-10"}, format="%Y-%m-%d")
