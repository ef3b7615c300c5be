"""Lists for editors under "Laporan" in the CMS."""

from django.utils.html import format_html, format_html_join
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from education import fact_usage
from education.models import Fact
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
        TitleColumn("label", label="Fakta", url_name="wagtailsnippets_education_fact:edit", accessor="label"),
        Column("value", label="Isi"),
        Column("tag", label="Di halaman ditulis"),
        Column("state", label="Keadaan"),
        DateColumn("checked_on", label="Diperiksa"),
        DateColumn("valid_until", label="Berlaku sampai"),
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
