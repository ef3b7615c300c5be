from django.urls import path

from cases.views import (
    case,
    case_note,
    case_team,
    coordination,
    duplicate,
    journey,
    move,
    nik_conflict,
    open_case,
    people,
    person,
    registration,
    reminder,
    reveal,
    reveal_reporter,
)

app_name = "cases"

person_urls = [
    path("warga/", people.people, name="people"),
    path("warga/daftar/", registration.register, name="register"),
    path("warga/daftar/petunjuk-nik/", registration.nik_hint, name="nik_hint"),
    path("warga/terdata/<uuid:client_uuid>/", registration.registered, name="registered"),
    path("warga/bentrok/", nik_conflict.nik_conflicts, name="nik_conflicts"),
    path("warga/bentrok/<uuid:pk>/", nik_conflict.nik_conflict, name="nik_conflict"),
    path("warga/kembar/", duplicate.duplicates, name="duplicates"),
    path("warga/kembar/<uuid:pk>/", duplicate.duplicate, name="duplicate"),
    path("warga/kembar/<uuid:pk>/batal-gabung/", duplicate.undo_merge, name="undo_merge"),
    path("warga/kembar/<uuid:pk>/jawab/", duplicate.question, name="duplicate_question"),
    path("warga/<int:pk>/", person.person, name="person"),
    path("warga/<int:pk>/ubah/", person.edit_person, name="edit_person"),
    path("warga/<int:pk>/riwayat/", person.person_changes, name="person_changes"),
    path("warga/<int:pk>/kontak/", person.add_contact, name="add_contact"),
    path("warga/<int:pk>/dokumen/", person.add_document, name="add_document"),
    path("warga/<int:pk>/perjalanan/", journey.add_journey, name="add_journey"),
    path("warga/<int:pk>/perjalanan/<int:journey_pk>/ubah/", journey.edit_journey, name="edit_journey"),
    path("warga/<int:pk>/perjalanan/<int:journey_pk>/pindah/", journey.move_journey, name="move_journey"),
    path("warga/<int:pk>/buka/nik/", reveal.reveal_nik, name="reveal_nik"),
    path("warga/<int:pk>/buka/telepon/<int:contact_pk>/", reveal.reveal_phone, name="reveal_phone"),
    path("warga/<int:pk>/buka/dokumen/<int:document_pk>/", reveal.reveal_document, name="reveal_document"),
]
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
