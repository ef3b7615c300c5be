from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from cases.forms.reminders.reminder import ReminderFilterForm
from cases.models import (
    Case,
    Coordination,
    Deadline,
    Document,
    EmergencyAccess,
    Journey,
    OfferQuestion,
    Person,
    RegistrationDraft,
    Reminder,
    ReplyLink,
    Report,
    ReturneeList,
)
from cases.models.reminder import SUBJECTS
from cases.rules.paging import page_of
from cases.rules.reminders import mailing
from cases.rules.reminders.reminder_list import with_subjects


@require_safe
@permission_required("cases.view_reminder", raise_exception=True)
def list_(request):
    form = ReminderFilterForm(request.GET)
    rows = form.narrow(Reminder.objects.visible_to(request.actor))
    page = page_of(rows.select_related("recipient__office", "recipient__user"), request.GET.get("page"))
    context = {"form": form, "page": page, "reminders": with_subjects(page, request.actor)}
    return render(request, "cases/reminders/reminder_list.html", context)


@require_safe
@permission_required("cases.view_reminder", raise_exception=True)
def open_reminder(request, pk):
    """Where a message leads: to what it is about, for those who may see that."""
    reminders = Reminder.objects.visible_to(request.actor).addressed_to(request.actor).select_related(*SUBJECTS)
    reminder = get_object_or_404(reminders, pk=pk)
    subject = reminder.subject
    if subject is None:  # a number on one's own page, or a day on which people land
        return redirect("cases:arrivals" if reminder.rule == Reminder.Rule.RETURN_SOON else "home")
    if isinstance(subject, RegistrationDraft):
        return redirect("cases:register")
    if isinstance(subject, EmergencyAccess):
        return redirect(subject)
    model, key = _told_by(subject)
    return redirect(get_object_or_404(model.objects.visible_to(request.actor), pk=key))


def _told_by(subject):
    """The model and key of what has a page of its own, and tells of this subject there."""
    match subject:
        case Case() | OfferQuestion() | ReplyLink() | Report() | ReturneeList():
            return type(subject), subject.pk
        case Deadline(case_id=None):
            return Report, subject.report_id
        case Coordination() | Deadline():
            return Case, subject.case_id
        case Document() | Journey():
            return Person, subject.person_id


@require_POST
@permission_required("cases.view_reminder", raise_exception=True)
def retry_reminder(request, pk):
    reminder = get_object_or_404(Reminder.objects.visible_to(request.actor), pk=pk)
    if mailing.retry(reminder):
        messages.success(request, "Pengingat akan dikirim lagi dalam satu menit.")
    else:
        messages.info(request, "Pengingat ini tidak perlu dikirim ulang.")
    return redirect("cases:reminders")
