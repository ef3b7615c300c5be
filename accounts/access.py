"""The trail of reads and refusals. Writes references and reasons; never a name, a number or a place."""

from django.db.models import Count, Max

from accounts.models import AccessLog

DETAIL_LENGTH = AccessLog._meta.get_field("detail").max_length
REASON_LENGTH = 1000
READERS = 50
LOOKS = (AccessLog.Action.VIEW, AccessLog.Action.REVEAL, AccessLog.Action.EXPORT)
NIK_TAKEN = "NIK sudah dipakai data lain"
SUBJECT_LENGTH = AccessLog._meta.get_field("subject").max_length


def reference(record):
    """`cases.person:12`, the way a record is named in the trail."""
    return f"{record._meta.label_lower}:{record.pk}"


def log_view(actor, record):
    _write(actor, AccessLog.Action.VIEW, reference(record))


def log_export(actor, record):
    """It left the portal as a file."""
    _write(actor, AccessLog.Action.EXPORT, reference(record))


def log_reveal(actor, record, field, reason):
    """A masked value was opened: which one, and the reason that was typed. That may name somebody, so it is sealed."""
    _write(actor, AccessLog.Action.REVEAL, reference(record), field, reason)


def log_reveals(actor, records, field, reason):
    """The same of many at once."""
    row = {"by": actor, "action": AccessLog.Action.REVEAL, "detail": field, "reason": reason[:REASON_LENGTH]}
    AccessLog.objects.bulk_create(AccessLog(subject=reference(record)[:SUBJECT_LENGTH], **row) for record in records)


def log_account(actor, user, deed):
    _write(actor, AccessLog.Action.ACCOUNT, reference(user), deed)


def log_territory(actor, territory, deed):
    _write(actor, AccessLog.Action.TERRITORY, reference(territory), deed)


def log_sign_in(user):
    """Before any office is chosen, so without one."""
    _write(None, AccessLog.Action.SIGN_IN, reference(user))


def log_refusal(actor, match, status):
    """`match` is the resolved URL: its name and the keys asked for say enough."""
    keys = ",".join(str(value) for name, value in match.kwargs.items() if name in ("pk", "number"))
    _write(actor, AccessLog.Action.REFUSED, f"{match.view_name}:{keys}", str(status))


def revealed_since(actor, field, moment):
    """The references for which this actor gave a reason to open that field since then, as a query."""
    rows = AccessLog.objects.filter(by=actor, at__gte=moment, action=AccessLog.Action.REVEAL)
    return rows.filter(detail=field).order_by().values_list("subject", flat=True)


def log_nik_taken(actor, record):
    """A correction named a NIK that somebody else carries: a slip, or somebody who tries out numbers."""
    _write(actor, AccessLog.Action.REFUSED, reference(record), NIK_TAKEN)


def nik_taken_since(actor, moment):
    """How often that happened to this actor."""
    return AccessLog.objects.filter(by=actor, at__gte=moment, action=AccessLog.Action.REFUSED, detail=NIK_TAKEN).count()


def readers_of(records):
    """Which offices looked at these records or opened a masked value of them: how often, and when last."""
    return readers_of_subjects([reference(record) for record in records])


def readers_of_subjects(subjects):
    looks = AccessLog.objects.filter(subject__in=subjects, by__isnull=False)
    looks = looks.filter(action__in=LOOKS)
    return looks.values("by__office__name").annotate(times=Count("pk"), last=Max("at")).order_by("-last")[:READERS]


def _write(actor, action, subject, detail="", reason=""):
    texts = {"subject": subject[:SUBJECT_LENGTH], "detail": detail[:DETAIL_LENGTH], "reason": reason[:REASON_LENGTH]}
    AccessLog.objects.create(by=actor, action=action, **texts)
