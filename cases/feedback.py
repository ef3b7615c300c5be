"""What an RT's entries set in motion in a month, in words: thanks, never a ranking."""

from django.db.models import Count

from cases.models import JourneyChange
from cases.states.journey import JourneyStatus
from lib.clock import moments_of
from lib.number_words import in_words

FOLLOWED = {
    JourneyStatus.VERIFIKASI_KELURAHAN: "{} warga selesai diperiksa kelurahan",
    JourneyStatus.PERLU_PERBAIKAN: "{} isian kembali ke Anda untuk dilengkapi",
    JourneyStatus.TERDAFTAR_DISNAKER: "{} warga terdaftar di Disnaker sebagai calon pekerja migran",
    JourneyStatus.SIAP_BERANGKAT: "{} warga siap berangkat lewat jalur resmi",
    JourneyStatus.DI_LUAR_NEGERI: "{} warga diketahui sudah bekerja di tempatnya",
    JourneyStatus.DICEGAH: "{} warga terhindar dari keberangkatan yang berbahaya",
    JourneyStatus.PULANG: "{} warga sudah pulang",
    JourneyStatus.BATAL: "{} warga membatalkan rencananya",
}


def what_followed(holders, month):
    """Sentences about the steps others took with what these assignments entered; the entry itself is none."""
    start, end = moments_of(month)
    steps = JourneyChange.objects.filter(
        subject__person__registered_by__in=holders, recorded_at__gte=start, recorded_at__lt=end
    )
    counts = steps.exclude(old_status="").values_list("new_status").annotate(Count("subject", distinct=True)).order_by()
    found = dict(counts)
    return [text.format(in_words(found[status])).capitalize() for status, text in FOLLOWED.items() if status in found]
