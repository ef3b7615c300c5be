from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Left

CITY_CODE = "19.71"
KELURAHAN_CODE_LENGTH = len(f"{CITY_CODE}.05.1005")


def kelurahan_code(code):
    """Of a place with this code: the code of the kelurahan it is or lies in; '' above that level."""
    parts = code.split(".")
    return ".".join(parts[:4]) if len(parts) >= 4 else ""


class TerritoryQuerySet(models.QuerySet):
    def valid(self, on):
        return self.unended(on).filter(valid_from__lte=on)

    def unended(self, on):
        """Valid on that date or later."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on))

    def inside(self, territory):
        """The place itself and everything below it."""
        return self.filter(Q(code=territory.code) | Q(code__startswith=f"{territory.code}."))

    def visible_to(self, actor):
        return self.inside(actor.territory) if actor and actor.territory else self.none()

    def kelurahan_names(self):
        """The names of all kelurahan by code: what an address needs besides its RT."""
        return dict(self.filter(level=Territory.Level.KELURAHAN).values_list("code", "name"))

    def kelurahan_of(self, place):
        """To annotate rows whose field `place` is a territory: the name of the kelurahan in which it lies."""
        return Subquery(self.filter(code=Left(OuterRef(f"{place}__code"), KELURAHAN_CODE_LENGTH)).values("name"))


class Territory(models.Model):
    """A place whose code is its path: 19.71 > 19.71.05 > 19.71.05.1005 > 19.71.05.1005.002 (RW) > ….002.003 (RT).

    City, kecamatan and kelurahan carry Kemendagri codes; RW and RT extend them with their padded numbers. A place that
    ends keeps its row: people and history point to it, and its successors say where to go on (an RT may be split).
    """

    class Level(models.IntegerChoices):
        CITY = 1, "kota"
        KECAMATAN = 2, "kecamatan"
        KELURAHAN = 3, "kelurahan"
        RW = 4, "RW"
        RT = 5, "RT"

    code = models.CharField("kode", max_length=32)
    level = models.PositiveSmallIntegerField("tingkat", choices=Level)
    name = models.CharField("nama", max_length=100)
    valid_from = models.DateField("berlaku dari")
    valid_to = models.DateField("berlaku sampai", null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, related_name="predecessors", blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="territory_code_once_while_valid"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=models.F("valid_from")),
                name="territory_ends_after_start",
            ),
        ]
        indexes = [models.Index(fields=["code"], name="territory_code_path", opclasses=["varchar_pattern_ops"])]

    def __str__(self):
        return self.name

    @property
    def kelurahan_code(self):
        return kelurahan_code(self.code)

    def contains(self, other):
        """True for the place itself and for what lies inside it."""
        return other.code == self.code or other.code.startswith(f"{self.code}.")

    @property
    def full_name(self):
        """'RT 003 / RW 002 Tua Tunu Indah': unmistakable inside the city; asks the database for the kelurahan."""
        if self.level < self.Level.RW:
            return self.name
        code = self.code[:KELURAHAN_CODE_LENGTH]
        return f"{self.path_name} {Territory.objects.filter(code=code).order_by('-valid_from').first()}"

    def name_with(self, kelurahan_names):
        """As `full_name`, for a page that has read the names of all kelurahan already."""
        if self.level < self.Level.RW:
            return self.name
        return f"{self.path_name} {kelurahan_names.get(self.kelurahan_code, '')}".strip()

    @property
    def path_name(self):
        """How people say it: 'RT 003 / RW 002'; higher places by their name."""
        if self.level == self.Level.RT:
            return f"RT {self.code[-3:]} / RW {self.code[-7:-4]}"
        return f"RW {self.code[-3:]}" if self.level == self.Level.RW else self.name


def territory_scope(actor, path):
    """People see what lies inside the territory of their office; `path` leads to the territory of a row."""
    if actor is None or actor.territory is None:
        return Q(pk__in=[])
    if actor.territory.level == Territory.Level.CITY:
        return Q()  # every row lies inside the city; no join needed to say so
    code = actor.territory.code
    return Q(**{f"{path}__code": code}) | Q(**{f"{path}__code__startswith": f"{code}."})


class ScopedQuerySet(models.QuerySet):
    """For models with a `territory`."""

    territory_path = "territory"

    def scope(self, actor):
        return territory_scope(actor, self.territory_path)

    def visible_to(self, actor):
        return self.filter(self.scope(actor))
