"""What a family says when it is rung after a case was closed."""

from django.db.models import TextChoices


class CallResult(TextChoices):
    TERSAMBUNG = "TERSAMBUNG", "keluarga menjawab"
    TIDAK_TERSAMBUNG = "TIDAK_TERSAMBUNG", "tidak tersambung, coba lagi"
    TIDAK_BERSEDIA = "TIDAK_BERSEDIA", "tidak mau ditanya"


class Satisfaction(TextChoices):
    SANGAT_PUAS = "SANGAT_PUAS", "sangat puas"
    PUAS = "PUAS", "puas"
    KURANG_PUAS = "KURANG_PUAS", "kurang puas"
    TIDAK_PUAS = "TIDAK_PUAS", "tidak puas"


CONTENT = (Satisfaction.SANGAT_PUAS, Satisfaction.PUAS)
