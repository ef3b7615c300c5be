from django.db import models
from django.db.models import Q


class AgencyQuerySet(models.QuerySet):
    def valid(self, on):
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on))


class Agency(models.Model):
    """An institution we work with. A row, not a role: names, addresses and competences change (domain.md §1.1)."""

    class Kind(models.TextChoices):
        BP3MI = "BP3MI", "BP3MI"
        KP2MI = "KP2MI", "KP2MI"
        KEMLU = "KEMLU", "Kementerian Luar Negeri"
        PERWAKILAN = "PERWAKILAN", "Perwakilan RI"
        POLRI = "POLRI", "Polri"
        IMIGRASI = "IMIGRASI", "Imigrasi"
        KEMENSOS = "KEMENSOS", "Kementerian Sosial"
        OPD = "OPD", "perangkat daerah"
        LAINNYA = "LAINNYA", "lainnya"

    kind = models.CharField("jenis", max_length=20, choices=Kind)
    name = models.CharField("nama", max_length=150, unique=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    source = models.CharField("sumber", max_length=200, blank=True)
    checked_on = models.DateField("diperiksa pada", null=True, blank=True)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["name"]

    def __str__(self):
        return self.name
