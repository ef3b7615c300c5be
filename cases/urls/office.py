"""What keeps an office going: reminders, deadlines, spreadsheets, files."""

from django.urls import path

from cases.views import stored_file
from cases.views.clocks import deadline, holiday
from cases.views.privacy import paper_reason
from cases.views.reminders import reminder
from cases.views.sheets import reconciliation, sheet_batch

reminder_urls = [
    path("pengingat/", reminder.list_, name="reminders"),
    path("pengingat/<uuid:pk>/", reminder.open_reminder, name="open_reminder"),
    path("pengingat/<uuid:pk>/kirim-lagi/", reminder.retry_reminder, name="retry_reminder"),
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
    path("berkas/<uuid:pk>/alasan/", paper_reason.give_paper_reason, name="paper_reason"),
    path("berkas/<uuid:pk>/hapus/", stored_file.remove_file, name="remove_file"),
]

sheet_urls = [
    path("impor/", sheet_batch.imports, name="imports"),
    path("impor/<uuid:pk>/", sheet_batch.import_batch, name="import_batch"),
    path("impor/<uuid:pk>/kolom/", sheet_batch.choose_columns, name="choose_columns"),
    path("impor/<uuid:pk>/masukkan/", sheet_batch.confirm_import, name="confirm_import"),
    path("impor/<uuid:pk>/batalkan/", sheet_batch.undo_import, name="undo_import"),
    path("impor/<uuid:pk>/<int:row_pk>/batalkan/", sheet_batch.undo_row, name="undo_row"),
    path("impor/<uuid:pk>/hapus/", sheet_batch.discard_import, name="discard_import"),
    path("impor/<uuid:pk>/berkas/", sheet_batch.import_file, name="import_file"),
    path("rekonsiliasi/", reconciliation.reconciliations, name="reconciliations"),
    path("rekonsiliasi/<uuid:pk>/", reconciliation.reconciliation, name="reconciliation"),
    path("rekonsiliasi/<uuid:pk>/kolom/", reconciliation.reconciliation_columns, name="reconciliation_columns"),
    path("rekonsiliasi/<uuid:pk>/<int:row_pk>/selesai/", reconciliation.settle_row, name="settle_row"),
    path("rekonsiliasi/<uuid:pk>/berkas/", reconciliation.reconciliation_file, name="reconciliation_file"),
]

urlpatterns = [*reminder_urls, *calendar_urls, *file_urls, *sheet_urls]
