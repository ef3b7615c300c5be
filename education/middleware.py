import contextlib

from django.core.exceptions import PermissionDenied

from education import edition, editors
from education.csp import cms_policy

CMS = "/cms/"
READ, PREVIEW = ("GET", "HEAD", "OPTIONS"), "/preview/"


class Cms:
    """On /cms/ only: rights follow the office, the door is shut to others, and Wagtail's own scripts may run."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path.startswith(CMS):
            return self.get_response(request)
        if request.user.is_authenticated:
            editors.keep_in_step(request.user, request.actor)
            if not request.user.has_perm("wagtailadmin.access_admin"):
                raise PermissionDenied
        with edition.changing() if may_change(request) else contextlib.nullcontext():
            response = self.get_response(request)
        # A preview beside the editor is a frame, made by an inner request that came through here as a public page.
        response.headers.pop("Content-Security-Policy", None)
        response._csp_replace = cms_policy(request.path)
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


def may_change(request):
    """Whatever an editor saves, a page, a number, a picture, an order on the shelf, makes a new edition."""
    is_editor = request.user.is_authenticated  # others were shut out above, or will be sent to the door
    return is_editor and request.method not in READ and not request.path.endswith(PREVIEW)
