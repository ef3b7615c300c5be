"""Two people edit one record: what the second one is shown."""

HIDDEN = ("version", "nik", "phone", "number")  # those that stand masked are in no comparison


def differences(form, stored):
    """Where the stored version (an unbound form of it) and what was typed differ: (label, stored, typed)."""
    rows = []
    for name in set(form.fields) - set(HIDDEN):
        before, typed = stored.initial.get(name), form.cleaned_data.get(name)
        typed = ", ".join(typed) if isinstance(typed, list) else typed
        if (before or "") != (typed or ""):
            rows.append((form[name].label, _shown(form, name, before), _shown(form, name, typed)))
    return sorted(rows)


def _shown(form, name, value):
    choices = getattr(form.fields[name], "choices", ())
    return dict(choices).get(value, value) or "–"


def renew(form, stored):
    """Let the form be sent again on top of the version now stored: with both before him, saving is meant."""
    form.data = form.data.copy()
    form.data["version"] = stored.initial["version"]
    return differences(form, stored)
