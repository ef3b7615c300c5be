from allauth.mfa.totp.views import activate_totp
from allauth.mfa.utils import is_mfa_enabled
from django.views.decorators.http import require_http_methods

from accounts import session


@require_http_methods(["GET", "POST"])
def set_up_app(request):
    """allauth's page; afterwards no session lives on that was opened by the password alone."""
    response = activate_totp(request)
    if request.method == "POST" and is_mfa_enabled(request.user):
        session.end_others(request.user, request.session.session_key)
    return response
