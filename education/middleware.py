from django.core.exceptions import PermissionDenied

from education import editors
from education.csp import CMS_POLICY

CMS = "/cms/"


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
        response = self.get_response(request)
        response._csp_update = CMS_POLICY
        response.headers["X-Frame-Options"] = "SAMEORIGIN"  # the preview beside the editor is a frame
        return response
