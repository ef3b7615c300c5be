from django.urls import path

from cases.views import (
    case,
    case_note,
    case_team,
    coordination,
    deadline,
    document,
    handover,
    holiday,
    journey,
    move,
    nik_conflict,
    nik_question,
    open_case,
    own_entries,
    people,
    person,
    red_flag,
    registration,
    registration_check,
    relocation,
    reminder,
    reveal,
    reveal_reporter,
    stored_file,
    visit,
)

app_name = "cases"

person_urls = [
    path("warga/", people.people, name="people"),
    path("warga/daftar/", registration.register, name="register"),
    path("warga/daftar/petunjuk-nik/", registration.nik_hint, name="nik_hint"),
    path("warga/daftar/<uuid:pk>/periksa/", registration_check.check_registration, name="check_registration"),
    path("warga/daftar/<uuid:pk>/hapus/", registration_check.discard_draft, name="discard_draft"),
    path("warga/daftar/<uuid:pk>/bicara/", registration.talk_script, name="talk_script"),
    path("warga/daftar/<uuid:pk>/<slug:page>/", registration.registration_page, name="registration_page"),
    path("warga/entri-saya/", own_entries.own_entries, name="own_entries"),
    path("warga/<int:pk>/tarik/", own_entries.withdraw_entry, name="withdraw_entry"),
    path("warga/terdata/<uuid:client_uuid>/", registration_check.registered, name="registered"),
    path("warga/bentrok/", nik_conflict.nik_conflicts, name="nik_conflicts"),
    path("warga/bentrok/<uuid:pk>/", nik_conflict.nik_conflict, name="nik_conflict"),
    path("warga/pertanyaan/<uuid:pk>/", nik_question.nik_question, name="nik_question"),
    path("warga/pindahan/", relocation.relocations, name="relocations"),
    path("warga/pindahan/<uuid:pk>/", relocation.relocation, name="relocation"),
    path("warga/pindahan/<uuid:pk>/terima/", relocation.accept_relocation, name="accept_relocation"),
    path("warga/pindahan/<uuid:pk>/tolak/", relocation.refuse_relocation, name="refuse_relocation"),
    path("warga/pindahan/<uuid:pk>/tarik/", relocation.withdraw_relocation, name="withdraw_relocation"),
    path("warga/<int:pk>/", person.person, name="person"),
    path("warga/<int:pk>/ubah/", person.edit_person, name="edit_person"),
    path("warga/<int:pk>/riwayat/", person.person_changes, name="person_changes"),
    path("warga/<int:pk>/pindah-rt/", relocation.relocate, name="relocate"),
    path("warga/<int:pk>/kontak/", person.add_contact, name="add_contact"),
    path("warga/<int:pk>/dokumen/", person.add_document, name="add_document"),
    path("warga/<int:pk>/dokumen/<int:document_pk>/", document.document, name="document"),
    path("warga/<int:pk>/dokumen/<int:document_pk>/berkas/", document.add_file, name="add_file"),
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
    path("kasus/<slug:number>/tenggat/<int:pk>/", deadline.mark_deadline, name="mark_deadline"),
    path("kasus/<slug:number>/catatan/", case_note.add_note, name="add_note"),
    path("kasus/<slug:number>/tim/", case_team.add_member, name="add_member"),
    path("kasus/<slug:number>/penanggung-jawab/", handover.hand_over, name="hand_over"),
    path("kasus/<slug:number>/pelapor/", reveal_reporter.reveal_reporter, name="reveal_reporter"),
    path("koordinasi/", coordination.ledger_, name="ledger"),
]
reminder_urls = [
    path("pengingat/", reminder.list_, name="reminders"),
    path("pengingat/<uuid:pk>/", reminder.open_reminder, name="open_reminder"),
    path("pengingat/<uuid:pk>/kirim-lagi/", reminder.retry_reminder, name="retry_reminder"),
]
talk_urls = [
    path("warga/kunjungan/", visit.visits, name="visits"),
    path("warga/kunjungan/<int:pk>/", visit.visit, name="visit"),
    path("pengaturan/tanda-bahaya/", red_flag.red_flags, name="red_flags"),
    path("pengaturan/tanda-bahaya/baru/", red_flag.add_red_flag, name="add_red_flag"),
    path("pengaturan/tanda-bahaya/<slug:code>/", red_flag.edit_red_flag, name="edit_red_flag"),
]
calendar_urls = [
    path("pengaturan/tenggat/", deadline.deadline_parameters, name="deadline_parameters"),
    path("pengaturan/tenggat/<str:code>/<str:urgency>/", deadline.set_deadline, name="set_deadline"),
    path("pengaturan/hari-libur/", holiday.holidays, name="holidays"),
    path("pengaturan/hari-libur/baru/", holiday.add_holiday, name="add_holiday"),
    path("pengaturan/hari-libur/<int:pk>/", holiday.edit_holiday, name="edit_holiday"),
]

file_urls = [
    path("berkas/<uuid:pk>/", stored_file.file, name="file"),
    path("berkas/<uuid:pk>/<int:page>/", stored_file.file_page, name="file_page"),
    path("berkas/<uuid:pk>/hapus/", stored_file.remove_file, name="remove_file"),
]

urlpatterns = [*person_urls, *case_urls, *reminder_urls, *talk_urls, *calendar_urls, *file_urls]
