from wagtail.admin.panels import Panel

from education import readability


class ReadabilityPanel(Panel):
    """How easily the last saved draft reads; while somebody writes, the preview beside the form says it anew."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "education/cms/readability.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context) or {}
            return context | {"reading": readability.read(self.instance.readable_text) if self.instance.pk else None}
