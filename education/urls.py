from django.urls import path, re_path
from wagtail.urls import serve_pattern

from education import views

urlpatterns = [
    path("darurat/", views.emergency, name="emergency"),
    path("cari/", views.search, name="search"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("sw.js", views.offline_worker, name="offline_worker"),
    path("tanpa-sinyal/", views.no_signal, name="no_signal"),
    path("hapus-simpanan/", views.forget_offline, name="forget_offline"),
    path("edukasi.atom", views.article_feed, name="article_feed"),
    path("masukan/<int:pk>/", views.feedback, name="page_feedback"),
    path("masukan/<int:pk>/terima-kasih/", views.feedback_done, name="page_feedback_done"),
    path("media/images/<str:name>", views.image, name="public_image"),
    # The names are Wagtail's: its models ask for their own address by them.
    path("berkas/<int:document_id>/<str:document_filename>", views.document, name="wagtaildocs_serve"),
    re_path(serve_pattern, views.page, name="wagtail_serve"),
]
