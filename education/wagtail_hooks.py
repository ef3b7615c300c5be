from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from education import emergency, fact_usage, office_names, search_index
from education.models import EmergencyContact, Fact
from education.reports import REPORTS


class EmergencyContactViewSet(SnippetViewSet):
    model = EmergencyContact
    icon = "mobile-alt"
    add_to_admin_menu = True
    menu_label = "Nomor darurat"
    menu_order = 250
    list_display = ["name", "shown_as", "kind", "works_from", "country", Column("state", label="Keadaan"), "checked_on"]
    list_filter = ["kind", "works_from", "is_active"]
    search_fields = ["name", "shown_as", "number", "country"]
    ordering = ["order", "name"]
    list_per_page = 25
    copy_view_enabled = False


class FactViewSet(SnippetViewSet):
    model = Fact
    icon = "tag"
    add_to_admin_menu = True
    menu_label = "Fakta"
    menu_order = 260
    list_display = [
        *("label", "value"),
        Column("tag", label="Di halaman ditulis"),
        Column("state", label="Keadaan"),
        *("kind", "checked_on", "valid_until"),
    ]
    list_filter = ["kind", "is_certain"]
    ordering = ["label"]
    list_per_page = 25
    copy_view_enabled = False


register_snippet(EmergencyContactViewSet)
register_snippet(FactViewSet)
ON_THE_EMERGENCY_PAGE = (EmergencyContact, Fact)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def follow_one_number(request, instance):
    if isinstance(instance, ON_THE_EMERGENCY_PAGE):
        emergency.write_on_commit()
    if isinstance(instance, Fact):
        office_names.forget()
        search_index.follow_fact(instance.code)


@hooks.register("after_delete_snippet")
def follow_deleted_numbers(request, instances):
    if any(isinstance(instance, ON_THE_EMERGENCY_PAGE) for instance in instances):
        emergency.write_on_commit()


@hooks.register("before_delete_snippet")
def keep_facts_in_use(request, instances):
    facts = [instance for instance in instances if isinstance(instance, Fact)]
    uses = fact_usage.uses() if facts else {}
    used = [fact.label for fact in facts if fact.code in uses]
    if used:
        names = ", ".join(used)
        messages.error(request, f"Masih dipakai halaman, jadi belum bisa dihapus: {names}. Lihat laporan fakta.")
        return redirect("fact_report")


@hooks.register("register_admin_urls")
def report_urls():
    for address, _, report in REPORTS:
        yield path(f"reports/{address}/", report.as_view(), name=report.index_url_name)
        yield path(f"reports/{address}/results/", report.as_view(results_only=True), name=report.index_results_url_name)


@hooks.register("construct_reports_menu")
def add_reports(request, menu_items):
    menu_items[:0] = [
        MenuItem(label, reverse(report.index_url_name), icon_name=report.header_icon) for _, label, report in REPORTS
    ]
