"""Django's admin for reference data and inspection, never for work. Who may open it stands in the MATRIX."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import AccessLog, Agency, Office, Territory
from accounts.views.office import sign_out


class PortalAdmin(AdminSite):
    site_header = site_title = "Lindungi PMI Pangkalpinang"
    index_title = "Data acuan"

    def has_permission(self, request):
        return request.actor is not None and request.actor.has_perm("accounts.use_admin")

    # One door for all: the admin's own pages for sign-in, sign-out and passwords lead to those of the portal.

    @login_not_required
    def login(self, request, extra_context=None):
        if self.has_permission(request):
            return redirect(f"{self.name}:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.GET.get('next', '/admin/')})}")

    def logout(self, request, extra_context=None):
        return sign_out(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")


class ReadOnly(ModelAdmin):
    """May be looked at by whoever may open the admin at all.

    The admin searches by GET: only names of places and institutions may be searched here (decision 8).
    """

    show_full_result_count = False
    list_per_page = 25

    def has_module_permission(self, request):
        return site.has_permission(request)

    def has_view_permission(self, request, obj=None):
        return site.has_permission(request)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class TerritoryAdmin(ReadOnly):
    list_display = ["code", "name", "level", "valid_from", "valid_to"]
    list_filter = ["level"]
    search_fields = ["code", "name"]


class OfficeAdmin(ReadOnly):
    list_display = ["name", "role", "territory", "agency"]
    list_select_related = ["territory", "agency"]
    list_filter = ["role"]
    search_fields = ["name"]


class AccessLogAdmin(ReadOnly):
    list_display = ["at", "by", "action", "subject", "detail"]
    exclude = ["reason"]  # may name a resident; its officer and the head read it in the portal
    list_select_related = ["by__user", "by__office"]
    list_filter = ["action"]


class AgencyAdmin(ReadOnly):
    """The only one to edit: numbers and addresses of the institutions change. They end by a date, never vanish."""

    list_display = ["name", "kind", "email", "phone", "valid_to", "checked_on"]
    list_filter = ["kind"]
    search_fields = ["name"]

    def has_add_permission(self, request):
        return site.has_permission(request)

    def has_change_permission(self, request, obj=None):
        return site.has_permission(request)


site = PortalAdmin()
site.register(Territory, TerritoryAdmin)
site.register(Office, OfficeAdmin)
site.register(Agency, AgencyAdmin)
site.register(AccessLog, AccessLogAdmin)
