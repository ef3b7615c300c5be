from django.urls import path

from cases.views import case, case_note, case_team, coordination, move, open_case, reminder, reveal_reporter

app_name = "cases"

person_urls = []
case_urls = [
    path("kasus/", case.list_, name="list"),
    path("kasus/baru/", open_case.open_case, name="open_case"),
    path("kasus/<slug:number>/", case.detail, name="case"),
    path("kasus/<slug:number>/langkah/", move.move_case, name="move_case"),
    path("kasus/<slug:number>/orang/", open_case.add_person, name="add_person"),
    path("kasus/<slug:number>/orang/<int:pk>/langkah/", move.move_case_person, name="move_case_person"),
    path("kasus/<slug:number>/koordinasi/", coordination.draft_coordination, name="draft_coordination"),
    path("kasus/<slug:number>/koordinasi/<int:pk>/", coordination.revise_request, name="revise_request"),
    path("kasus/<slug:number>/koordinasi/<int:pk>/langkah/", move.move_coordination, name="move_coordination"),
    path("kasus/<slug:number>/koordinasi/<int:pk>/catatan/", case_note.share_note, name="share_note"),
    path("kasus/<slug:number>/catatan/", case_note.add_note, name="add_note"),
    path("kasus/<slug:number>/tim/", case_team.add_member, name="add_member"),
    path("kasus/<slug:number>/pelapor/", reveal_reporter.reveal_reporter, name="reveal_reporter"),
    path("koordinasi/", coordination.ledger_, name="ledger"),
]
reminder_urls = [
    path("pengingat/", reminder.list_, name="reminders"),
    path("pengingat/<uuid:pk>/", reminder.open_reminder, name="open_reminder"),
    path("pengingat/<uuid:pk>/kirim-lagi/", reminder.retry_reminder, name="retry_reminder"),
]

urlpatterns = [*person_urls, *case_urls, *reminder_urls]
