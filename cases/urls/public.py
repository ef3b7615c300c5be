"""What families send and ask without an account, and the desks that answer."""

from django.urls import path

from cases.views.casework import family_place
from cases.views.families import report, report_desk, report_follow, report_reply
from cases.views.offers import offer, offer_desk
from cases.views.reminders import duty

report_urls = [
    path("lapor/", report.report_start, name="report_start"),
    path("lapor/siapa/", report.report_first, name="report_first"),
    path("lapor/kode/", report.report_code, name="report_code"),
    path("lapor/tambah/<slug:page>/", report.report_page, name="report_page"),
    path("lapor/terima-kasih/", report.report_done, name="report_done"),
    path("lapor/keluar/", report.leave, name="leave_report"),
    path("lapor/lacak/", report_follow.follow, name="follow"),
    path("lapor/lacak/kabar/", report_follow.follow_news, name="follow_news"),
    path("kasus/laporan/", report_desk.reports, name="reports"),
    path("kasus/laporan/<uuid:pk>/", report_desk.report, name="report"),
    path("kasus/laporan/<uuid:pk>/kasus/", report_desk.open_from_report, name="open_from_report"),
    path("kasus/laporan/<uuid:pk>/tautkan/", report_desk.link_report, name="link_report"),
    path("kasus/laporan/<uuid:pk>/selesai/", report_desk.settle_report, name="settle_report"),
    path("kasus/laporan/<uuid:pk>/kembali/", report_desk.put_back_report, name="put_back_report"),
    path("kasus/laporan/<uuid:pk>/kabar/", report_desk.withhold_news, name="withhold_news"),
    path("kasus/laporan/<uuid:pk>/tempat/<uuid:message>/", family_place.decide_place, name="decide_place"),
    path("kasus/laporan/<uuid:pk>/balas/", report_reply.reply_to_reporter, name="reply_to_reporter"),
    path("kasus/laporan/<uuid:pk>/kode/", report_desk.new_code, name="new_follow_code"),
    path("kasus/laporan/<uuid:pk>/pelapor/", report_desk.reveal_reporter_phone, name="reveal_report_phone"),
    path("kasus/laporan/<uuid:pk>/paspor/", report_desk.reveal_passport, name="reveal_report_passport"),
    path("pengaturan/piket/", duty.roster, name="duty_roster"),
    path("pengaturan/piket/<uuid:pk>/hapus/", duty.strike_duty, name="strike_duty"),
]

offer_urls = [
    path("cek-tawaran/", offer.offer_check, name="offer_check"),
    path("cek-tawaran/tanya/", offer.offer_ask, name="offer_ask"),
    path("cek-tawaran/kode/", offer.offer_code, name="offer_code"),
    path("cek-tawaran/lacak/", offer.offer_follow, name="offer_follow"),
    path("cek-tawaran/jawaban/", offer.offer_answer, name="offer_answer"),
    path("kasus/tawaran/", offer_desk.offer_questions, name="offer_questions"),
    path("kasus/tawaran/<uuid:pk>/", offer_desk.offer_question, name="offer_question"),
    path("kasus/tawaran/<uuid:pk>/jawab/", offer_desk.answer_offer, name="answer_offer"),
    path("kasus/tawaran/<uuid:pk>/nomor/<slug:field>/", offer_desk.reveal_offer_phone, name="reveal_offer_phone"),
]

urlpatterns = [*report_urls, *offer_urls]
