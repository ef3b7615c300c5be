from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cases.forms.register.person import RevealForm
from cases.rules.privacy import paper_reason
from cases.views.stored_file import load_readable


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.open_identity_paper", raise_exception=True)
def give_paper_reason(request, pk):
    """Ask why; then back to where the pictures stand: the entry that is being verified, or the paper itself."""
    file, form = load_readable(request, pk), RevealForm(request.POST or None)
    for_queue = request.POST.get("antrean") == "ya"
    if form.is_valid():
        paper_reason.give(file, by=request.actor, for_queue=for_queue, **form.cleaned_data)
        entry = for_queue and paper_reason.waiting_entry(file, request.actor)
        return redirect("cases:verification", entry.pk) if entry else redirect(file.owner)
    context = {"file": file, "form": form, "for_queue": for_queue}
    return render(request, "cases/privacy/paper_reason.html", context)
