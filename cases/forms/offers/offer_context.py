from cases.forms.checked_row import CheckedRowForm
from cases.forms.fields import DATE
from cases.forms.offers.red_flag import PATTERNS
from cases.models import OfferContext


class OfferContextForm(CheckedRowForm):
    """One row of words. What it is for stands in the code and cannot be changed here."""

    called = "Tanda ini"

    class Meta:
        model = OfferContext
        fields = ["words", "number", "source", "checked_on"]
        widgets = {"words": PATTERNS, "checked_on": DATE}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.number is None:
            del self.fields["number"]
        else:
            self.fields["number"].required = True
