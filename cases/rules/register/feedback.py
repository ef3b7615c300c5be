"""What an RT's entries set in motion in a month, in words: thanks, never a ranking."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef
from django.db.models.functions import JSONObject

from cases.models import JourneyChange
from cases.states.journey import JourneyStatus
from lib.clock import moments_of
from lib.number_words import in_words as number_in_words

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


def steps_in(month):
    """For an Office query: how many journeys others took where, of what this office had entered."""
    start, end = moments_of(month)
    steps = JourneyChange.objects.filter(
        subject__person__registered_by__office=OuterRef("pk"), recorded_at__gte=start, recorded_at__lt=end
    )
    counted = JSONObject(status=F("new_status"), number=Count("subject", distinct=True))
    # The entry itself is no result.
    return ArraySubquery(
        steps.exclude(old_status="").order_by().values("new_status").annotate(row=counted).values("row")
    )


def in_words(steps):
    """Sentences, in the order in which a journey goes."""
    found = {step["status"]: step["number"] for step in steps}
    told = [(text, found[status]) for status, text in FOLLOWED.items() if status in found]
    sentences = [text.format(number_in_words(number)) for text, number in told]
    return [sentence[0].upper() + sentence[1:] for sentence in sentences]
