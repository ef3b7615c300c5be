"""What comes in by letter (domain.md §3.7): answers, lists of returnees, and whatever else other offices write."""

from django.db.models import TextChoices


class IncomingKind(TextChoices):
    S04 = "S04", "balasan atau informasi instansi"
    S07 = "S07", "pemberitahuan pemulangan dari debarkasi"
    LAIN = "LAIN", "surat masuk lain"
