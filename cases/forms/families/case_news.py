import uuid

from django import forms

from cases.forms.families.report_reply import ReplyForm

NOBODY = "Pilih siapa yang membaca pesan ini."


class CaseNewsForm(ReplyForm):
    """Words for chosen reporters of a case: nobody is chosen beforehand, as one of them may be the wrong reader."""

    reports = forms.MultipleChoiceField(
        label="Untuk siapa",
        widget=forms.CheckboxSelectMultiple,
        help_text="Setiap pelapor membacanya dalam percakapannya sendiri, dan tidak tahu siapa yang lain.",
        error_messages={"required": NOBODY},
    )
    field_order = ["client_uuid", "reports", "text", "is_news"]

    def __init__(self, reports, data=None):
        super().__init__(data)
        self.initial["client_uuid"] = uuid.uuid4()
        self.by_key = {str(report.pk): report for report in reports}
        self.fields["reports"].choices = [(key, _named(report)) for key, report in self.by_key.items()]
        self.fields["text"].label = "Pesannya"

    def chosen(self):
        return [self.by_key[key] for key in self.by_key if key in self.cleaned_data["reports"]]


def _named(report):
    who = report.reporter_name or "Pelapor tanpa nama"
    relation = f", {report.get_relation_display().lower()}" if report.relation else ""
    held = ", kabarnya ditahan" if report.is_withheld else ""
    return f"{who}{relation}, sejak {report.received_at:%d/%m/%Y}{held}"
