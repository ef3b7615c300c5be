from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.casework.group_sharing import GroupSharingForm
from cases.models import ReplyLink
from cases.rules.casework import group_sharing
from cases.rules.coordination import agency_persons, qr_code, reply_link, sharing, sharing_fields
from cases.views.casework.group_event import group_or_404
from cases.views.coordination.sharing import CONFIRMED
from lib.clock import today

may_share = permission_required("cases.draft_coordination", raise_exception=True)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@may_share
def share_group(request, pk):
    """Choose the office, then its cases and the data; see exactly what leaves; then let it go, once for all."""
    group = group_or_404(request, pk)
    offered = group_sharing.offered(group, request.actor)
    agencies = group_sharing.agencies_of(offered)
    wanted = request.GET.get("instansi") or (str(agencies[0][0].pk) if len(agencies) == 1 else "")
    with_it = [one for one in offered if str(one.agency_id) == wanted]
    if not with_it:
        return render(request, "cases/casework/group_sharing_agency.html", {"group": group, "agencies": agencies})
    are_all_marked = request.GET.get("tandai") != "tidak"
    form = GroupSharingForm(with_it, request.POST or None, are_all_marked=are_all_marked)
    context = {"group": group, "agency": form.agency, "form": form, "are_all_marked": are_all_marked}
    if not form.is_valid() or "ubah" in request.POST:
        return render(request, "cases/casework/group_sharing_form.html", context)
    if request.POST.get("serahkan") == CONFIRMED:
        return _let_go(request, group, form, context)
    return _preview(request, form, context)


def _preview(request, form, context):
    """Nothing has left yet."""
    fields, chosen = form.what()["chosen"], form.chosen
    sharing.log_sight(chosen, fields, by=request.actor)
    read = sharing_fields.read_all([one.case for one in chosen], fields)
    context |= {
        "leaving": [(one, sharing_fields.in_order(read[one.case_id])) for one in chosen],
        "kept": [field.as_hidden() for field in form],
        "expires_on": form.expires_on if form.cleaned_data["way"] else None,
    }
    return render(request, "cases/casework/group_sharing_preview.html", context)


def _let_go(request, group, form, context):
    how = {"way": form.cleaned_data["way"], "expires_on": form.expires_on, "by": request.actor}
    try:
        link = group_sharing.send(group, form.chosen, **how, **form.what())
    except ValidationError as error:  # somebody closed one of them, or took a consent back, since the preview
        form.add_error(None, error)
        return render(request, "cases/casework/group_sharing_form.html", context)
    messages.success(request, f"Data {len(form.chosen)} kasus diserahkan kepada {form.agency}.")
    return redirect(link or group)


def _link_or_404(request, pk, key):
    links = ReplyLink.objects.visible_to(request.actor).with_cases()
    return get_object_or_404(links, group=group_or_404(request, pk), pk=key)


@require_safe
@may_share
def group_shared(request, pk, key):
    """One hand-over of a group: which cases, what became of each, and the link to print as long as it opens."""
    link = _link_or_404(request, pk, key)
    shared = [(one, sorted(agency_persons.named_in(one))) for one in link.sharings.all()]
    context = {"group": link.group, "link": link, "state": link.state(today()), "shared": shared}
    if link.opens(today()):
        context["address"] = reply_link.address(link.pk)
        context["qr"] = qr_code.data_uri(context["address"])
    return render(request, "cases/casework/group_sharing_detail.html", context)


@require_POST
@may_share
def revoke_group_link(request, pk, key):
    link = _link_or_404(request, pk, key)
    if reply_link.revoke(link, by=request.actor, now=timezone.now()):
        messages.success(request, "Tautan dicabut. Siapa pun yang membukanya tidak melihat apa-apa lagi.")
    return redirect(link)
