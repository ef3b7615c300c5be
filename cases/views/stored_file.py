import logging

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import log_view
from cases.models import StoredFile
from cases.models.stored_file import OWNERS
from cases.rules import uploads
from cases.rules.privacy import paper_reason
from lib import sealed_file
from lib.watermark import stamp

logger = logging.getLogger(__name__)
# Nothing but the picture itself, should a browser ever take it for a page.
POLICY = "default-src 'none'; sandbox"


def load_readable(request, pk):
    """404 for whom it does not exist, 403 for who may only know that it is there."""
    files = StoredFile.objects.visible_to(request.actor).select_related(*OWNERS, "journey__person")
    file = get_object_or_404(files, pk=pk)
    if not StoredFile.objects.readable_by(request.actor).filter(pk=pk).exists():
        raise PermissionDenied
    return file


@require_safe
@permission_required("cases.attach_file", raise_exception=True)
def file(request, pk):
    """All pages of an upload, for looking at."""
    file = load_readable(request, pk)
    if paper_reason.shut([file], request.actor, timezone.now()):
        return redirect("cases:paper_reason", pk)
    return render(request, "cases/stored_file_detail.html", {"file": file})


@require_safe
@permission_required("cases.attach_file", raise_exception=True)
def file_page(request, pk, page):
    """One page as a picture that says who looked at it."""
    file = load_readable(request, pk)
    if page not in file.page_numbers:
        raise Http404
    if paper_reason.shut([file], request.actor, timezone.now()):
        return redirect("cases:paper_reason", pk)
    try:
        picture = sealed_file.read(file.names[page - 1])
    except FileNotFoundError:
        logger.error("The pages of file %s are missing on disk.", file.pk)
        raise Http404 from None
    log_view(request.actor, file)
    headers = {"Content-Disposition": f'inline; filename="berkas-{page}.jpg"', "Content-Security-Policy": POLICY}
    return HttpResponse(stamp(picture, seen_by(request.actor)), content_type="image/jpeg", headers=headers)


def seen_by(actor):
    now = timezone.localtime()
    return actor.user.first_name, actor.title, f"{date_format(now, 'j F Y H.i')} WIB"


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.attach_file", raise_exception=True)
def remove_file(request, pk):
    """Asks first; what is gone is gone."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.actor).select_related("document"), pk=pk)
    if not StoredFile.objects.removable_by(request.actor).filter(pk=pk).exists():
        raise PermissionDenied
    if request.method == "POST":
        uploads.remove(file)
        messages.success(request, "Berkas sudah dihapus.")
        return redirect(file.document)
    return render(request, "cases/stored_file_remove.html", {"file": file})
