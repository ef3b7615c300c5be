from django.urls import include, path

from pangkalpinang_pmi import admin, views

handler400 = "pangkalpinang_pmi.views.bad_request"
handler500 = "pangkalpinang_pmi.views.server_error"

urlpatterns = [
    path("sehat/", views.alive, name="alive"),
    path("siap/", views.ready, name="ready"),
    path("beranda/", views.home, name="home"),
    path("", include("accounts.urls")),
    path("admin/", admin.site.urls),
    path("", include("cases.urls")),
]
