"""What a family says when it is rung after a case was closed."""

from django.db.models import TextChoices

from cases.values.choices import CloseReason


class CallResult(TextChoices):
    TERSAMBUNG = "TERSAMBUNG", "keluarga menjawab"
    TIDAK_TERSAMBUNG = "TIDAK_TERSAMBUNG", "tidak tersambung, coba lagi"
    TIDAK_BERSEDIA = "TIDAK_BERSEDIA", "tidak mau ditanya"


class Satisfaction(TextChoices):
    SANGAT_PUAS = "SANGAT_PUAS", "sangat puas"
    PUAS = "PUAS", "puas"
    KURANG_PUAS = "KURANG_PUAS", "kurang puas"
    TIDAK_PUAS = "TIDAK_PUAS", "tidak puas"


# Closed for one of these: there is no family of the case to ask, or not about this.
NOT_ASKED = (CloseReason.DUPLIKAT, CloseReason.LAPORAN_TIDAK_BENAR)
CONTENT = (Satisfaction.SANGAT_PUAS, Satisfaction.PUAS)
