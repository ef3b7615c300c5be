import uuid

from django import forms


class ReplyForm(forms.Form):
    """Words for a reporter. `seen` is the seal of the preview they were read in (cases.rules.families.report_reply)."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Tulis kepada pelapor",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Jangan sebut tempat atau jam kedatangan. Kita belum tahu pasti siapa yang membaca.",
        error_messages={"required": "Tulis pesannya dulu."},
    )

    is_news = forms.BooleanField(
        label="Ini kabar perkembangan untuk keluarga",
        required=False,
        help_text="Tenggat kabar berikutnya di kasusnya lalu dihitung dari sekarang.",
    )

    def __init__(self, data=None, *, text="", in_case=True):
        super().__init__(data, auto_id="id_reply_%s", initial={"client_uuid": uuid.uuid4(), "text": text})
        if not in_case:
            del self.fields["is_news"]

    def clean_text(self):
        """A browser may send the lines of a hidden box with other ends than those of a visible one."""
        return "\n".join(self.cleaned_data["text"].splitlines())
