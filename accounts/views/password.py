from allauth.account import views as account
from django.shortcuts import render
from django.views.decorators.http import require_http_methods


@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request):
    """allauth's page; whoever has no password yet cannot change one, and is told where it comes from."""
    if not request.user.has_usable_password():
        return render(request, "account/no_password.html")
    return account.password_change(request)
