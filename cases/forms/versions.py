"""Two people edit one record: what the second one is shown."""

# The masked ones are in no comparison; why a change is made is said of it and never stored in the record.
HIDDEN = ("version", "seen", "client_uuid", "nik", "phone", "number", "why")


def differences(form, stored):
    """Where the stored version (an unbound form of it) and what was typed differ: (label, stored, typed)."""
    rows = []
    for name in set(form.fields) - set(HIDDEN):
        before, typed = _plain(form, name, stored.initial.get(name)), _plain(form, name, form.cleaned_data.get(name))
        if (before or "") != (typed or ""):
            rows.append((form[name].label, _shown(form, name, before), _shown(form, name, typed)))
    return sorted(rows)


def _plain(form, name, value):
    if not isinstance(value, list):
        return getattr(value, "pk", value)
    choices = dict(getattr(form.fields[name], "choices", ()))
    return ", ".join(str(choices.get(one, one)) for one in value)


def _shown(form, name, value):
    choices = getattr(form.fields[name], "choices", ())
    return dict(choices).get(value, value) or "–"


def renew(form, stored, field="version"):
    """Let the form be sent again on top of the version now stored: with both before him, saving is meant."""
    form.data = form.data.copy()
    form.data[field] = stored.initial[field]
    return differences(form, stored)
