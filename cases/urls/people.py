"""The register: people, their papers and letters, verification, and what the law lets them ask."""

from django.urls import path

from cases.views.coordination import consent
from cases.views.doubles import duplicate, nik_conflict, nik_question
from cases.views.families import report_kelurahan
from cases.views.letters import letter, letterhead
from cases.views.offers import offer_context, red_flag, visit
from cases.views.privacy import access_log, data_request, reveal
from cases.views.register import (
    completeness,
    contact,
    document,
    journey,
    nil_report,
    own_entries,
    paper_form,
    people,
    person,
    registration,
    registration_check,
    relocation,
    verification,
)
from cases.views.returns import after_return

person_urls = [
    path("warga/", people.people, name="people"),
    path("warga/daftar/", registration.register, name="register"),
    path("warga/daftar/petunjuk-nik/", registration.nik_hint, name="nik_hint"),
    path("warga/daftar/<uuid:pk>/periksa/", registration_check.check_registration, name="check_registration"),
    path("warga/daftar/<uuid:pk>/hapus/", registration_check.discard_draft, name="discard_draft"),
    path("warga/daftar/<uuid:pk>/bicara/", registration.talk_script, name="talk_script"),
    path("warga/daftar/<uuid:pk>/<slug:page>/", registration.registration_page, name="registration_page"),
    path("warga/perlu-dilengkapi/", completeness.incomplete, name="incomplete"),
    path("warga/entri-saya/", own_entries.own_entries, name="own_entries"),
    path("warga/<int:pk>/tarik/", own_entries.withdraw_entry, name="withdraw_entry"),
    path("warga/terdata/<uuid:client_uuid>/", registration_check.registered, name="registered"),
    path("warga/bentrok/", nik_conflict.nik_conflicts, name="nik_conflicts"),
    path("warga/bentrok/<uuid:pk>/", nik_conflict.nik_conflict, name="nik_conflict"),
    path("warga/bentrok/<uuid:pk>/batalkan/", nik_conflict.undo_nik_conflict, name="undo_nik_conflict"),
    path("warga/kembar/", duplicate.duplicates, name="duplicates"),
    path("warga/kembar/<uuid:pk>/", duplicate.duplicate, name="duplicate"),
    path("warga/kembar/<uuid:pk>/batal-gabung/", duplicate.undo_merge, name="undo_merge"),
    path("warga/kembar/<uuid:pk>/jawab/", duplicate.question, name="duplicate_question"),
    path("warga/formulir-kertas/", paper_form.print_papers, name="print_papers"),
    path("warga/ketik/", paper_form.key_paper, name="key_paper"),
    path("warga/nihil/", nil_report.nil_board, name="nil_board"),
    path("warga/nihil/lapor/", nil_report.report_nil, name="report_nil"),
    path("warga/nihil/batal/", nil_report.undo_nil, name="undo_nil"),
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
    path("warga/<int:pk>/kontak/<int:contact_pk>/ubah/", contact.edit_contact, name="edit_contact"),
    path("warga/<int:pk>/kontak/<int:contact_pk>/hapus/", contact.remove_contact, name="remove_contact"),
    path("warga/<int:pk>/dokumen/", person.add_document, name="add_document"),
    path("warga/<int:pk>/dokumen/<int:document_pk>/", document.document, name="document"),
    path("warga/<int:pk>/dokumen/<int:document_pk>/ubah/", document.edit_document, name="edit_document"),
    path("warga/<int:pk>/dokumen/<int:document_pk>/hapus/", document.remove_document, name="remove_document"),
    path("warga/<int:pk>/dokumen/<int:document_pk>/berkas/", document.add_file, name="add_file"),
    path(
        "warga/<int:pk>/dokumen/<int:document_pk>/berkas/<uuid:file_pk>/ganti/",
        document.replace_file,
        name="replace_file",
    ),
    path("warga/laporan/", report_kelurahan.reported_people, name="reported_people"),
    path("warga/<int:pk>/izin/", consent.consents, name="consents"),
    path("warga/<int:pk>/kode-laporan/", report_kelurahan.renew_code, name="renew_follow_code"),
    path("warga/<int:pk>/perjalanan/", journey.add_journey, name="add_journey"),
    path("warga/<int:pk>/perjalanan/bicara/", journey.new_journey_talk, name="new_journey_talk"),
    path("warga/<int:pk>/perjalanan/<int:journey_pk>/ubah/", journey.edit_journey, name="edit_journey"),
    path("warga/<int:pk>/perjalanan/<int:journey_pk>/bicara/", journey.journey_talk, name="journey_talk"),
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

data_request_urls = [
    path("data-pribadi/", data_request.data_requests, name="data_requests"),
    path("data-pribadi/<int:pk>/", data_request.data_request, name="data_request"),
    path("data-pribadi/<int:pk>/jawab/", data_request.answer_data_request, name="answer_data_request"),
    path("data-pribadi/batasan/<int:pk>/cabut/", data_request.lift_restriction, name="lift_restriction"),
    path("warga/<int:pk>/permintaan/", data_request.add_data_request, name="add_data_request"),
]

access_urls = [
    path("data-pribadi/akses/", access_log.own_access, name="own_access"),
    path("data-pribadi/akses/kantor/", access_log.office_access, name="office_access"),
    path("data-pribadi/akses/kantor/<int:pk>/", access_log.officer_access, name="officer_access"),
    path("data-pribadi/akses/objek/<str:subject>/", access_log.subject_access, name="subject_access"),
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

after_return_urls = [
    path("warga/pulang/", after_return.after_return, name="after_return"),
    path("warga/pulang/<int:pk>/kunjungan/", after_return.record_return_visit, name="record_return_visit"),
]

talk_urls = [
    path("warga/kunjungan/", visit.visits, name="visits"),
    path("warga/kunjungan/<int:pk>/", visit.visit, name="visit"),
    path("pengaturan/tanda-bahaya/", red_flag.red_flags, name="red_flags"),
    path("pengaturan/tanda-bahaya/baru/", red_flag.add_red_flag, name="add_red_flag"),
    path("pengaturan/tanda-bahaya/kata/", offer_context.offer_contexts, name="offer_contexts"),
    path("pengaturan/tanda-bahaya/kata/<slug:code>/", offer_context.edit_offer_context, name="edit_offer_context"),
    path("pengaturan/tanda-bahaya/<slug:code>/", red_flag.edit_red_flag, name="edit_red_flag"),
]

urlpatterns = [
    *person_urls,
    *verification_urls,
    *data_request_urls,
    *access_urls,
    *letter_urls,
    *after_return_urls,
    *talk_urls,
]
