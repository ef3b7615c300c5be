"""What Wagtail's editor needs beyond the strict policy of all other pages.

Its date pickers start themselves by a line of inline script each. We allow exactly those lines, by the hash of what
the installed Wagtail renders for the fields that exist; anything else inline stays forbidden.
"""

import base64
import hashlib
import re
from functools import cache

from csp.constants import SELF
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser
from wagtail.models import Page

DATE_FIELDS = [
    *("checked_on", "check_again_on", "valid_until"),  # ours
    *("last_published_at", "latest_revision_created_at_0", "latest_revision_created_at_1"),  # lists and their filters
    *("created_at_0", "created_at_1", "started_at_0", "started_at_1", "finished_at_0", "finished_at_1"),
    *("locked_at_0", "locked_at_1", "timestamp_0", "timestamp_1"),
]
SCHEDULE_FIELDS = ["go_live_at", "expire_at"]
SCHEDULE_DIALOG = "#schedule-publishing-dialog"
REDIRECTS, PARENTS = "/cms/redirects/", 200
INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def cms_policy(path: str) -> dict:
    """The directives that differ from settings.CONTENT_SECURITY_POLICY; the preview beside the editor is a frame."""
    hashes = script_hashes() + (chooser_hashes() if path.startswith(REDIRECTS) else [])
    return {"script-src": [SELF, *hashes], "frame-src": [SELF], "frame-ancestors": [SELF]}


def chooser_hashes() -> list[str]:
    """The form of a redirect starts its page chooser by a line that names the parent of the chosen page."""
    parents = [None, *Page.objects.filter(numchild__gt=0).order_by("path").values_list("pk", flat=True)[:PARENTS]]
    chooser = AdminPageChooser(target_models=[Page])
    return [
        source_of(chooser.render_js_init("id_redirect_page", "redirect_page", {"parent_id": key})) for key in parents
    ]


@cache
def script_hashes() -> list[str]:
    pickers = [(AdminDateInput(), name) for name in DATE_FIELDS]
    pickers += [(AdminDateTimeInput(js_overlay_parent_selector=SCHEDULE_DIALOG), name) for name in SCHEDULE_FIELDS]
    rendered = [widget.render(name, None, {"id": f"id_{name}"}) for widget, name in pickers]
    return [source_of(script) for html in rendered for script in INLINE.findall(html)]


def source_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
