import uuid

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.forms.coordination.sharing import SharingForm, WithdrawConsentForm
from cases.models import Coordination, ReplyLink, Sharing, SharingBasis, StoredFile
from cases.rules import uploads
from cases.rules.coordination import qr_code, reply_link, sharing, sharing_fields
from cases.views.casework.case import case_or_404
from lib.clock import today

CONFIRMED = "ya"


def coordination_or_404(request, number, pk):
    case = case_or_404(request, number)
    links = Coordination.objects.visible_to(request.actor).select_related("agency")
    coordination = get_object_or_404(links, case=case, pk=pk)
    coordination.case = case
    return coordination


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@permission_required("cases.draft_coordination", raise_exception=True)
def share_data(request, number, pk):
    """Choose, see exactly what leaves, then let it go."""
    coordination = coordination_or_404(request, number, pk)
    if not coordination.is_sent:
        messages.warning(request, sharing.NOT_SENT)
        return redirect(coordination)
    form = SharingForm([coordination], request.POST or None, request.FILES or None)
    context = {"case": coordination.case, "coordination": coordination, "form": form}
    if not form.is_valid() or "ubah" in request.POST:
        return render(request, "cases/coordination/sharing_form.html", context, status=uploads.status_for(form))
    if request.POST.get("serahkan") == CONFIRMED:
        return _let_go(request, coordination, form)
    return _preview(request, coordination, form, context)


def _preview(request, coordination, form, context):
    """Nothing has left yet; the paper of the consent is kept already, for a browser sends a file only once."""
    what, file_key = form.what(), form.cleaned_data["consent_file_key"]
    if form.cleaned_data["consent_file"]:
        key = uuid.uuid5(what["client_uuid"], "persetujuan")
        upload = form.cleaned_data["consent_file"]
        file_key = uploads.store(upload, by=request.actor, client_uuid=key, case=coordination.case).pk
    sharing.log_sight([coordination], what["chosen"], by=request.actor)
    context |= {
        "lines": sharing_fields.lines_of(coordination.case, what["chosen"], health=what["health"]),
        "kept": [field.as_hidden() for field in form if field.name not in ("consent_file", "consent_file_key")],
        "file_key": file_key or "",
        "expires_on": form.expires_on if form.cleaned_data["way"] else None,
    }
    return render(request, "cases/coordination/sharing_preview.html", context)


def _let_go(request, coordination, form):
    files = StoredFile.objects.visible_to(request.actor).filter(case=coordination.case)
    consent_file = files.filter(pk=form.cleaned_data["consent_file_key"]).first()
    try:
        shared = sharing.share(coordination, by=request.actor, consent_file=consent_file, **form.what())
        if form.cleaned_data["way"]:
            way, until = form.cleaned_data["way"], form.expires_on
            reply_link.issue([shared], way=way, expires_on=until, by=request.actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("cases:share_data", coordination.case.number, coordination.pk)
    messages.success(request, f"Data diserahkan kepada {coordination.agency}.")
    return redirect("cases:shared", coordination.case.number, coordination.pk, shared.pk)


@require_safe
@permission_required("cases.draft_coordination", raise_exception=True)
def shared(request, number, pk, key):
    """One hand-over: what left, on what basis, and the link to print as long as it opens."""
    coordination = coordination_or_404(request, number, pk)
    left = get_object_or_404(Sharing.objects.visible_to(request.actor), coordination=coordination, pk=key)
    link = ReplyLink.objects.visible_to(request.actor).with_cases().filter(pk=left.link_id).first()
    context = {
        "case": coordination.case,
        "coordination": coordination,
        "shared": left,
        "bases": SharingBasis.objects.visible_to(request.actor).filter(sharing=left),
        "link": link,
        "state": link and link.state(today()),
    }
    if link and link.opens(today()):
        context["address"] = reply_link.address(link.pk)
        context["qr"] = qr_code.data_uri(context["address"])
    return render(request, "cases/coordination/sharing_detail.html", context)


@require_POST
@permission_required("cases.draft_coordination", raise_exception=True)
def revoke_link(request, number, pk, key):
    coordination = coordination_or_404(request, number, pk)
    links = ReplyLink.objects.visible_to(request.actor).filter(sharings__coordination=coordination)
    link = get_object_or_404(links, pk=key)
    if reply_link.revoke(link, by=request.actor, now=timezone.now()):
        messages.success(request, "Tautan dicabut. Siapa pun yang membukanya tidak melihat apa-apa lagi.")
    return redirect("cases:shared", number, pk, key)


@require_http_methods(["GET", "POST"])
@permission_required("cases.draft_coordination", raise_exception=True)
def withdraw_consent(request, number, pk):
    coordination = coordination_or_404(request, number, pk)
    form = WithdrawConsentForm(request.POST or None)
    if form.is_valid():
        if sharing.withdraw_consent(coordination, by=request.actor, now=timezone.now(), **form.cleaned_data):
            messages.success(
                request, "Pencabutan dicatat. Data itu tidak diserahkan lagi, dan tidak terbaca lagi lewat tautan."
            )
        return redirect(coordination)
    resting = sharing.rests_on_consent(coordination.case, request.actor)
    context = {"coordination": coordination, "form": form, "left": [(row, state_of(row)) for row in resting]}
    return render(request, "cases/coordination/consent_withdraw.html", context)


def state_of(basis):
    """What became of the link by which this hand-over could be read; '' where it had none."""
    return basis.sharing.link.state(today()) if basis.sharing.link else ""
