from django import forms


def day():
    """A date near today, from the browser's own calendar."""
    return forms.DateInput(attrs={"type": "date", "class": "width-10"}, format="%Y-%m-%d")


def asks(text):
    """What an empty field says; in the list of errors it stands without its label."""
    return {"required": text}
