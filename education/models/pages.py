"""The public side: pages that editors write in Wagtail."""

import json

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.blocks import CharBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageViewRestriction

from education import readability
from education.blocks import SHORT_TEXT, BodyBlock, step
from education.models import fact
from education.models.contact import LIST_LIMIT, EmergencyContact, contacts_by_country
from education.panels import ReadabilityPanel
from education.values import fact_tags
from lib.clock import today

RELATED_LIMIT = 3
MACHINE_FIELDS = {"path", "url_path", "slug", "draft_title"}


class PublicPage(Page):
    """A page whose text may name facts: filled in when somebody reads it, refused when a code does not exist."""

    private_page_options = []

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        fact.refuse_unknown(self.texts)

    @property
    def texts(self):
        """{field: what an editor typed there}, a stream as its JSON."""
        kinds = models.CharField | models.TextField | StreamField
        fields = [f for f in self._meta.concrete_fields if isinstance(f, kinds) and f.name not in MACHINE_FIELDS]
        written = {field.name: field.get_prep_value(getattr(self, field.name)) or "" for field in fields}
        return {name: typed if isinstance(typed, str) else json.dumps(typed) for name, typed in written.items()}

    @property
    def written(self):
        """All of it as one text, for whoever looks for tags or links."""
        return "\n".join(self.texts.values())

    @property
    def fact_codes(self):
        return fact_tags.codes(self.written)

    def get_view_restrictions(self):
        """None: every published page is for everybody. Asking the database for each reader would cost two questions."""
        return PageViewRestriction.objects.none()

    def serve(self, request, *args, **kwargs):
        return with_facts(super().serve(request, *args, **kwargs))

    def serve_preview(self, request, mode_name):
        return with_facts(super().serve_preview(request, mode_name), for_editors=True)


def with_facts(response, *, for_editors=False):
    def put_in(rendered):
        rendered.content = fact.fill(rendered.content.decode(), for_editors=for_editors)

    response.add_post_render_callback(put_in)
    return response


class ReadablePage(PublicPage):
    """A page whose writer is told how easily it reads: it names its text as `readable_text`."""

    class Meta:
        abstract = True

    def get_preview_context(self, request, mode_name):
        reading = readability.read(self.readable_text)
        return super().get_preview_context(request, mode_name) | {"reading": reading}


class CheckedPage(ReadablePage):
    """A page that says on which day somebody checked it, and asks to be checked again."""

    checked_on = models.DateField("terakhir diperiksa")
    check_again_on = models.DateField("periksa lagi paling lambat")

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.checked_on and self.check_again_on and self.check_again_on <= self.checked_on:
            raise ValidationError({"check_again_on": "Harus sesudah tanggal terakhir diperiksa."})

    @property
    def needs_check(self):
        return today() > self.check_again_on


CHECKED = FieldRowPanel([FieldPanel("checked_on"), FieldPanel("check_again_on")])


class HomePage(CheckedPage):
    """`/`: what is this, whom can I call, what must I know."""

    heading = models.CharField("judul besar", max_length=80)
    lead = models.TextField("kalimat pembuka", max_length=300)
    steps = StreamField([("step", step(label="langkah"))], verbose_name="langkah berangkat")
    red_flags = StreamField([("flag", CharBlock(label="tanda bahaya"))], verbose_name="tanda bahaya")
    for_heads = RichTextField("untuk ketua RT dan RW", features=[*SHORT_TEXT, "ul"])

    max_count = 1
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["education.SectionPage", "education.ArticlePage", "education.EmergencyPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("steps"),
        FieldPanel("red_flags"),
        FieldPanel("for_heads"),
        MultiFieldPanel([CHECKED], "Pemeriksaan isi"),
        ReadabilityPanel(heading="Mudah dibaca?"),
    ]

    class Meta:
        verbose_name = "halaman depan"

    @property
    def readable_text(self):
        lists = [text for field in (self.steps, self.red_flags) for text in sentences_in(field.get_prep_value())]
        return "\n".join([self.lead, *lists, self.for_heads])

    def get_context(self, request, *args, **kwargs):
        contacts = list(EmergencyContact.objects.fresh(today()).filter(country="")[:LIST_LIMIT])
        first = [next((c for c in contacts if c.kind == kind), None) for kind in EmergencyContact.Kind.values]
        sections = SectionPage.objects.live().descendant_of(self).filter(depth__gt=self.depth + 1)
        return super().get_context(request, *args, **kwargs) | {
            "calls": list(filter(None, first)),
            "sections": sections.order_by("path")[:LIST_LIMIT],
        }


class SectionPage(PublicPage):
    """A shelf: `/edukasi/` holds the sections, each section its articles."""

    intro = models.TextField("pengantar", max_length=300)

    parent_page_types = ["education.HomePage", "education.SectionPage"]
    subpage_types = ["education.SectionPage", "education.ArticlePage"]
    content_panels = [*Page.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = "bagian"

    def get_context(self, request, *args, **kwargs):
        articles = list(ArticlePage.objects.live().descendant_of(self).defer("body").order_by("path")[:LIST_LIMIT])
        sections = SectionPage.objects.live().child_of(self).order_by("path")[:LIST_LIMIT]
        shelves = [(section, [a for a in articles if a.path.startswith(section.path)]) for section in sections]
        return super().get_context(request, *args, **kwargs) | {
            "groups": in_groups(article for article in articles if article.depth == self.depth + 1),
            "shelves": [(section, in_groups(found)) for section, found in shelves if found],
        }


def in_groups(articles):
    """[(group, articles)] in the order in which the groups first appear; those without one stand together."""
    groups = {}
    for article in articles:
        groups.setdefault(article.group, []).append(article)
    return list(groups.items())


class ArticlePage(CheckedPage):
    """One question a citizen has, answered, with the day on which somebody checked the answer."""

    class Language(models.TextChoices):
        INDONESIAN = "id", "Indonesia"
        MANDARIN = "zh-Hans", "Mandarin"

    summary = models.TextField("ringkasan", max_length=300)
    body = StreamField(BodyBlock(), verbose_name="isi")
    sources = models.TextField("sumber", help_text="Dari mana isi ini diketahui.")
    group = models.CharField(
        "kelompok",
        max_length=60,
        blank=True,
        help_text="Boleh kosong. Halaman dengan kelompok yang sama berkumpul di daftar bagiannya.",
    )
    language = models.CharField("bahasa isi", max_length=10, choices=Language, default=Language.INDONESIAN)
    is_discreet = models.BooleanField(
        "untuk orang yang diawasi",
        default=False,
        help_text="Halaman tampil tanpa nama situs; judul di peramban diambil dari 'judul mesin pencari'.",
    )

    parent_page_types = ["education.SectionPage", "education.HomePage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
        ReadabilityPanel(heading="Mudah dibaca?"),
        MultiFieldPanel([CHECKED, FieldPanel("sources")], "Pemeriksaan isi"),
        FieldRowPanel([FieldPanel("group"), FieldPanel("language")]),
        FieldPanel("is_discreet"),
    ]

    class Meta:
        verbose_name = "artikel"

    @property
    def numbers(self):
        """The telephone numbers on it."""
        tiles = (contact for block in self.body if block.block_type == "phones" for contact in block.value)
        return [contact for contact in tiles if contact and contact.is_active]

    @property
    def readable_text(self):
        """What somebody reads aloud of this page, without the machine's part of its blocks."""
        return "\n".join([self.summary, *sentences_in(self.body.get_prep_value())])

    def serve(self, request, *args, **kwargs):
        """A watched phone keeps no copy: whoever goes back to it later finds nothing without the network.

        We keep one (pangkalpinang_pmi.kept_pages): it is the same for everybody, and must stand without a database.
        """
        response = super().serve(request, *args, **kwargs)
        if self.is_discreet:
            response.headers["Cache-Control"] = "no-store"
            response.is_for_everybody = True
        return response

    def get_context(self, request, *args, **kwargs):
        section = self.get_parent()
        return super().get_context(request, *args, **kwargs) | {
            "section": section if section.depth > 2 else None,
            "related": self.related() if section.depth > 2 else [],
        }

    def related(self):
        """The next ones on the shelf, from the beginning again after the last."""
        others = list(ArticlePage.objects.live().sibling_of(self, inclusive=False).defer("body").order_by("path"))
        behind = sum(other.path < self.path for other in others)
        return (others[behind:] + others[:behind])[:RELATED_LIMIT]


def sentences_in(raw):
    """All texts in the raw value of a stream, however deep; keys and names of blocks are none."""
    if isinstance(raw, str):
        return [raw]
    parts = [raw["value"]] if isinstance(raw, dict) and "type" in raw else raw
    parts = parts.values() if isinstance(parts, dict) else parts if isinstance(parts, list) else []
    return [text for part in parts for text in sentences_in(part)]


class EmergencyPage(CheckedPage):
    """`/darurat/`: written to a file on every change, so that it answers when everything else is down."""

    lead = models.TextField("kalimat pembuka", max_length=300)
    body = StreamField(BodyBlock(), verbose_name="isi di bawah nomor")

    max_count = 1
    parent_page_types = ["education.HomePage"]
    subpage_types = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel([CHECKED], "Pemeriksaan isi"),
        ReadabilityPanel(heading="Mudah dibaca?"),
    ]

    class Meta:
        verbose_name = "halaman darurat"

    @property
    def readable_text(self):
        return "\n".join([self.lead, *sentences_in(self.body.get_prep_value())])

    def get_context(self, request, *args, **kwargs):
        countries = contacts_by_country()
        numbers = [contact for _, contacts in countries for contact in contacts]
        has_numbers = any(not contact.needs_check for contact in numbers)
        known = {"countries": countries, "numbers": numbers, "has_numbers": has_numbers}
        return super().get_context(request, *args, **kwargs) | known
