from django.urls import path, re_path
from wagtail.urls import serve_pattern

from education.views import pages, prints

urlpatterns = [
    path("darurat/", pages.emergency, name="emergency"),
    path("cari/", pages.search, name="search"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("robots.txt", pages.robots, name="robots"),
    path("sw.js", pages.offline_worker, name="offline_worker"),
    path("tanpa-sinyal/", pages.no_signal, name="no_signal"),
    path("hapus-simpanan/", pages.forget_offline, name="forget_offline"),
    path("kartu/<int:pk>/<slug:digest>/<slug:shape>.png", prints.share_card, name="share_card"),
    path("selebaran/<int:pk>.pdf", prints.board_sheet, name="board_sheet"),
    path("bahan/", prints.talk_kit, name="talk_kit"),
    path("bahan/<slug:name>.pdf", prints.talk_kit_file, name="talk_kit_file"),
    path("edukasi.atom", pages.article_feed, name="article_feed"),
    path("masukan/<int:pk>/", pages.feedback, name="page_feedback"),
    path("masukan/<int:pk>/terima-kasih/", pages.feedback_done, name="page_feedback_done"),
    path("media/images/<str:name>", pages.image, name="public_image"),
    # The names are Wagtail's: its models ask for their own address by them.
    path("berkas/<int:document_id>/<str:document_filename>", pages.document, name="wagtaildocs_serve"),
    re_path(serve_pattern, pages.page, name="wagtail_serve"),
]
