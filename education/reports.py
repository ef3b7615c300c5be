"""Lists for editors under "Laporan" in the CMS."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from education import broken_links, fact_usage, outside_links, readability
from education.models import ArticlePage, Fact, OutsideLink, PageFeedback
from lib.clock import today

LINK = '<a href="{}">{}</a>'


class UsesColumn(Column):
    """One link a page: here it is changed, one after the other."""

    def get_value(self, instance):
        uses = instance.uses
        rows = ((format_html(LINK, use.url, use.title) if use.url else use.title,) for use in uses)
        return format_html_join(", ", "{}", rows) if uses else "belum dipakai"


class FactReport(ReportView):
    """Facts in doubt first, each with all that says it."""

    model = Fact
    permission_policy = ModelPermissionPolicy(Fact)
    any_permission_required = ["view", "change"]
    page_title = "Fakta dan pemakaiannya"
    header_icon = "tag"
    index_url_name = "fact_report"
    index_results_url_name = "fact_report_results"
    paginate_by = 25
    columns = [
        TitleColumn(
            "label", label="Fakta", url_name="wagtailsnippets_education_fact:edit", accessor="label", width="20%"
        ),
        Column("value", label="Isi"),
        Column("tag", label="Di halaman ditulis"),
        Column("state", label="Keadaan"),
        Column("checked_on", label="Diperiksa"),
        Column("valid_until", label="Berlaku sampai"),
        UsesColumn("uses", label="Dipakai di"),
    ]
    list_export = ["code", "label", "value", "state", "checked_on", "valid_until"]

    def get_queryset(self):
        return Fact.objects.doubtful_first(today())

    def decorate_paginated_queryset(self, object_list):
        uses = fact_usage.uses()
        for fact in object_list:
            fact.uses = uses.get(fact.code, [])
        return object_list


class ListReport(ReportView):
    """A report over what is worked out, not over rows of one table; for everybody who works in the CMS."""

    permission_policy = ModelPermissionPolicy(PageFeedback)
    any_permission_required = ["view"]
    paginate_by = 25
    is_searchable = False

    def get_queryset(self):
        return self.found()

    def get_base_queryset(self):
        return []


class FeedbackReport(ReportView):
    model = PageFeedback
    permission_policy = ModelPermissionPolicy(PageFeedback)
    any_permission_required = ["view"]
    page_title = "Masukan warga"
    header_icon = "comment"
    index_url_name = "feedback_report"
    index_results_url_name = "feedback_report_results"
    paginate_by = 25
    columns = [
        TitleColumn("page", label="Halaman", get_url=lambda row: edit_address(row.page)),
        Column("is_helpful", label="Membantu", accessor=lambda row: "ya" if row.is_helpful else "belum"),
        Column("missing", label="Yang kurang"),
        Column("given_on", label="Tanggal"),
    ]
    list_export = ["page", "is_helpful", "missing", "given_on"]

    def get_queryset(self):
        return PageFeedback.objects.select_related("page")


class ReadabilityReport(ListReport):
    """The hardest page first."""

    page_title = "Keterbacaan"
    header_icon = "glasses"
    index_url_name = "readability_report"
    index_results_url_name = "readability_report_results"
    columns = [
        TitleColumn("page", label="Bacaan", get_url=lambda row: edit_address(row.page)),
        Column("score", label="Nilai (100 paling mudah)", accessor="reading.score"),
        Column("level", label="Kesan", accessor="reading.level"),
        Column("long", label="Kalimat panjang", accessor=lambda row: len(row.reading.long_sentences)),
        Column("hard", label="Kata kantor", accessor=lambda row: words_in(row.reading.officialese)),
    ]

    def found(self):
        articles = ArticlePage.objects.order_by("path")
        return sorted((Read(page, readability.read(page.readable_text)) for page in articles), key=Read.rank)


class LinkReport(ListReport):
    page_title = "Tautan putus"
    header_icon = "link"
    index_url_name = "link_report"
    index_results_url_name = "link_report_results"
    columns = [
        TitleColumn("page", label="Halaman", get_url=lambda row: edit_address(row.page)),
        Column("target", label="Menuju"),
        Column("reason", label="Masalahnya"),
    ]

    def found(self):
        return broken_links.broken_links()


class PagesColumn(Column):
    def get_value(self, instance):
        return format_html_join(", ", LINK, ((edit_address(page), page.title) for page in instance.pages))


class OutsideLinkReport(ReportView):
    """Those that fail first. A dead one has failed twice in a row, at least a day apart."""

    model = OutsideLink
    permission_policy = ModelPermissionPolicy(PageFeedback)
    any_permission_required = ["view"]
    page_title = "Tautan ke luar"
    header_icon = "link-external"
    index_url_name = "outside_link_report"
    index_results_url_name = "outside_link_report_results"
    paginate_by = 25
    columns = [
        Column("url", label="Menuju"),
        Column("state", label="Keadaan"),
        Column("failing_since", label="Gagal sejak"),
        Column("checked_at", label="Terakhir diperiksa"),
        PagesColumn("pages", label="Ada di"),
    ]
    list_export = ["url", "state", "failing_since", "checked_at"]

    def get_queryset(self):
        return OutsideLink.objects.all()

    def decorate_paginated_queryset(self, object_list):
        pages = outside_links.pages_by_address()
        for link in object_list:
            link.pages = pages.get(link.url, [])
        return object_list


class Read(NamedTuple):
    page: ArticlePage
    reading: readability.Reading

    def rank(self):
        return self.reading.score, self.page.title


def words_in(officialese):
    return ", ".join(word for word, _ in officialese[:5]) or "tidak ada"


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


REPORTS = (
    ("fakta", "Fakta", FactReport),
    ("masukan", "Masukan warga", FeedbackReport),
    ("keterbacaan", "Keterbacaan", ReadabilityReport),
    ("tautan", "Tautan putus", LinkReport),
    ("tautan-luar", "Tautan ke luar", OutsideLinkReport),
)
