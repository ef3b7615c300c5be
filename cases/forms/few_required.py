from django import forms


class FewRequired(forms.Form):
    """Where nearly all may stay empty, what must be answered is marked instead (`pmi/layout/optional.html`)."""

    few_are_required = True
