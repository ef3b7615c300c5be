from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import territory_change, territory_search
from accounts.forms.territory import ChildForm, EndTerritoryForm
from accounts.models import Territory
from lib.clock import today
from lib.search_words import opened, sealed_address

MANAGE = "accounts.manage_territory"
Level = Territory.Level


@permission_required(MANAGE, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def territory_list(request):
    """The administrator sees the 42 kelurahan by kecamatan; a kelurahan has only itself and goes straight in."""
    if request.method == "POST":
        return redirect(sealed_address(request))
    asked = opened(request)
    q = asked.query.get("q", "").replace("\0", "")
    places = Territory.objects.visible_to(request.actor).unended(today())
    tree = territory_search.tree(places)
    kelurahan = [place for group in tree for place in group.kelurahan]
    if len(kelurahan) == 1:
        return redirect("territory_detail", kelurahan[0].pk)
    found = territory_search.find(places, q) if q else []
    return render(request, "accounts/territory_list.html", {"tree": tree, "q": q, "found": found, "asked": asked})


@permission_required(MANAGE, raise_exception=True)
@require_safe
def territory_detail(request, pk):
    """One kelurahan with its RW and their RT, those that ended too."""
    place = get_object_or_404(Territory.objects.visible_to(request.actor), pk=pk, level=Level.KELURAHAN)
    inside = Territory.objects.visible_to(request.actor).inside(place).exclude(pk=pk)
    shown = inside.prefetch_related("successors").order_by("code", "valid_from")
    return render(request, "accounts/territory_detail.html", {"place": place, "inside": shown, "today": today()})


@permission_required(MANAGE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def territory_new(request, pk):
    parents = Q(level__in=list(territory_change.CHILD), valid_to=None)
    parent = get_object_or_404(Territory.objects.visible_to(request.actor).filter(parents), pk=pk)
    siblings = Territory.objects.visible_to(request.actor).inside(parent).filter(level=parent.level + 1, valid_to=None)
    form = ChildForm(request.POST or None, siblings=siblings, initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            child = territory_change.create_child(parent, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{child.path_name} dibuat.")
            return redirect("territory_detail", kelurahan_of(request, child).pk)
    level = Level(parent.level + 1).label
    context = {"form": form, "parent": parent, "level": level, "place": kelurahan_of(request, parent)}
    return render(request, "accounts/territory_form.html", context)


@permission_required(MANAGE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def territory_end(request, pk):
    endable = Q(level__in=(Level.RW, Level.RT), valid_to=None)
    territory = get_object_or_404(Territory.objects.visible_to(request.actor).filter(endable), pk=pk)
    place = kelurahan_of(request, territory)
    peers = Territory.objects.visible_to(request.actor).inside(place).filter(level=territory.level, valid_to=None)
    form = EndTerritoryForm(request.POST or None, heirs=peers.exclude(pk=pk), initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        try:
            territory_change.end(territory, by=request.actor, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"{territory.path_name} diakhiri.")
            return redirect("territory_detail", place.pk)
    return render(request, "accounts/territory_end.html", {"form": form, "territory": territory, "place": place})


def kelurahan_of(request, territory):
    """The kelurahan it lies in, or itself."""
    return Territory.objects.visible_to(request.actor).filter(code=territory.kelurahan_code).latest("valid_from")
