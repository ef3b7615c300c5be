from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from pangkalpinang_pmi import admin, views

handler400 = "pangkalpinang_pmi.views.bad_request"
handler404 = "cases.views.register.joined_entry.not_found"
handler500 = "pangkalpinang_pmi.views.server_error"

urlpatterns = [
    path("sehat/", views.alive, name="alive"),
    path("siap/", views.ready, name="ready"),
    path("beranda/", views.home, name="home"),
    path("pengaturan/", views.settings_index, name="settings"),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("cases.urls")),
    path("cms/login/", login_not_required(RedirectView.as_view(url="/masuk/", query_string=True))),
    path("cms/", include(wagtailadmin_urls)),
    path("", include("education.urls")),  # last: Wagtail's pages answer whatever is left
]
