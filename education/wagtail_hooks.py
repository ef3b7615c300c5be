from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from education import emergency
from education.models import EmergencyContact


class EmergencyContactViewSet(SnippetViewSet):
    model = EmergencyContact
    icon = "mobile-alt"
    add_to_admin_menu = True
    menu_label = "Nomor darurat"
    menu_order = 250
    list_display = ["name", "shown_as", "kind", "works_from", "country", "checked_on", "is_active"]
    list_filter = ["kind", "works_from", "is_active"]
    search_fields = ["name", "shown_as", "number", "country"]
    ordering = ["order", "name"]
    list_per_page = 25
    copy_view_enabled = False


register_snippet(EmergencyContactViewSet)


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def follow_one_number(request, instance):
    if isinstance(instance, EmergencyContact):
        emergency.write_on_commit()


@hooks.register("after_delete_snippet")
def follow_deleted_numbers(request, instances):
    if any(isinstance(instance, EmergencyContact) for instance in instances):
        emergency.write_on_commit()
