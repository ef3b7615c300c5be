"""What grows old by itself: facts past their end, numbers nobody has called for half a year. Editors must hear."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import F, Q
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import Assignment, Role
from education.models import EmergencyContact, Fact
from education.models.contact import RECHECK_AFTER


def unheard(on):
    """(facts, numbers) that went out of date since the editors were last told about them."""
    facts = Fact.objects.expired(on).filter(Q(told_on=None) | Q(told_on__lte=F("valid_until")))
    contacts = EmergencyContact.objects.stale(on)
    return facts, contacts.filter(Q(told_on=None) | Q(told_on__lte=F("checked_on") + RECHECK_AFTER))


def warn_editors(on) -> int:
    """Write to the editors once for whatever went out of date; returns how many were written to.

    Rows are marked after the server took the messages: while it is away they are told the next day.
    """
    news = [list(rows.values_list("pk", flat=True)) for rows in unheard(on)]
    messages = [message_to(address) for address in addresses(on)] if any(news) else []
    if not messages:
        return 0
    get_connection().send_messages(messages)
    for model, keys in zip((Fact, EmergencyContact), news, strict=True):
        model.objects.filter(pk__in=keys).update(told_on=on)
    return len(messages)


def addresses(on):
    editors = Assignment.objects.active(on).filter(office__role=Role.REDAKSI).exclude(user__email="")
    return list(editors.order_by("user__email").values_list("user__email", flat=True).distinct())


def message_to(address):
    link = settings.SITE_URL + reverse("fact_report")
    subject, _, body = render_to_string("education/email/check.txt", {"link": link}).partition("\n")
    return EmailMessage(subject.strip(), body.strip(), to=[address])
