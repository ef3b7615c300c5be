"""Who opens an own entry that was joined to another record meanwhile reads so, and where it goes on."""

from django.http import Http404
from django.shortcuts import render
from django.views.defaults import page_not_found

from cases.rules.doubles import merging
from cases.rules.register import own_entries

NOW_ANOTHER = "Catatan {old} sudah digabung dengan {new}, karena orangnya sama. Ini data {new}."


class JoinedEntry(Http404):
    def __init__(self, entry):
        super().__init__(entry)
        self.entry = entry


def nobody(request, **which):
    """What to raise where the person asked for is not in sight."""
    entry = own_entries.joined(request.actor, **which)
    return JoinedEntry(entry) if entry else Http404()


def not_found(request, exception):
    if not isinstance(exception, JoinedEntry):
        return page_not_found(request, exception)
    entry = exception.entry
    context = {"entry": entry, "kept": merging.kept_instead_of(entry.pk, request.actor)}
    return render(request, "cases/register/joined_entry.html", context, status=410)
