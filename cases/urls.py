from django.urls import path

from cases.views import (
    case,
    case_note,
    case_team,
    coordination,
    document,
    journey,
    letter,
    letterhead,
    move,
    nik_conflict,
    nil_report,
    open_case,
    paper_form,
    people,
    person,
    red_flag,
    registration,
    registration_check,
    reminder,
    reveal,
    reveal_reporter,
    stored_file,
    verification,
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
    path("warga/terdata/<uuid:client_uuid>/", registration_check.registered, name="registered"),
    path("warga/bentrok/", nik_conflict.nik_conflicts, name="nik_conflicts"),
    path("warga/bentrok/<uuid:pk>/", nik_conflict.nik_conflict, name="nik_conflict"),
    path("warga/formulir-kertas/", paper_form.print_papers, name="print_papers"),
    path("warga/ketik/", paper_form.key_paper, name="key_paper"),
    path("warga/nihil/", nil_report.nil_board, name="nil_board"),
    path("warga/nihil/lapor/", nil_report.report_nil, name="report_nil"),
    path("warga/nihil/batal/", nil_report.undo_nil, name="undo_nil"),
    path("warga/<int:pk>/", person.person, name="person"),
    path("warga/<int:pk>/ubah/", person.edit_person, name="edit_person"),
    path("warga/<int:pk>/riwayat/", person.person_changes, name="person_changes"),
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
verification_urls = [
    path("verifikasi/", verification.verifications, name="verifications"),
    path("verifikasi/<int:pk>/", verification.verification, name="verification"),
    path("verifikasi/<int:pk>/<slug:decision>/", verification.decide_verification, name="decide_verification"),
]
letter_urls = [
    path("warga/<int:pk>/surat/<slug:kind>/", letter.write_letter, name="write_letter"),
    path("surat-keluar/", letter.letters, name="letters"),
    path("surat-keluar/<uuid:pk>/", letter.letter, name="letter"),
    path("surat-keluar/<uuid:pk>/pdf/", letter.letter_pdf, name="letter_pdf"),
    path("surat-keluar/<uuid:pk>/cabut/", letter.withdraw_letter, name="withdraw_letter"),
    path("surat/<str:code>/", letter.check_letter, name="check_letter"),
    path("pengaturan/kop-surat/", letterhead.edit_letterhead, name="letterhead"),
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
talk_urls = [
    path("warga/kunjungan/", visit.visits, name="visits"),
    path("warga/kunjungan/<int:pk>/", visit.visit, name="visit"),
    path("pengaturan/tanda-bahaya/", red_flag.red_flags, name="red_flags"),
    path("pengaturan/tanda-bahaya/baru/", red_flag.add_red_flag, name="add_red_flag"),
    path("pengaturan/tanda-bahaya/<slug:code>/", red_flag.edit_red_flag, name="edit_red_flag"),
]

file_urls = [
    path("berkas/<uuid:pk>/", stored_file.file, name="file"),
    path("berkas/<uuid:pk>/<int:page>/", stored_file.file_page, name="file_page"),
    path("berkas/<uuid:pk>/hapus/", stored_file.remove_file, name="remove_file"),
]

urlpatterns = [
    *person_urls,
    *verification_urls,
    *letter_urls,
    *case_urls,
    *reminder_urls,
    *talk_urls,
    *file_urls,
]
