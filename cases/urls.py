from django.urls import path

from cases.views import journey, nik_conflict, people, person, registration, reveal

app_name = "cases"

person_urls = [
    path("warga/", people.people, name="people"),
    path("warga/daftar/", registration.register, name="register"),
    path("warga/daftar/petunjuk-nik/", registration.nik_hint, name="nik_hint"),
    path("warga/terdata/<uuid:client_uuid>/", registration.registered, name="registered"),
    path("warga/bentrok/", nik_conflict.nik_conflicts, name="nik_conflicts"),
    path("warga/bentrok/<uuid:pk>/", nik_conflict.nik_conflict, name="nik_conflict"),
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
case_urls = []
reminder_urls = []

urlpatterns = [*person_urls, *case_urls, *reminder_urls]
