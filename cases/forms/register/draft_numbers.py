"""The numbers on the pages of a draft that find somebody exactly, as far as they can be read."""

from django import forms

from cases.forms.fields import PassportField, PhoneField

PHONE, PASSPORT = PhoneField(required=False), PassportField(required=False)


def numbers_of(draft):
    """Telephones of the person and the family, and the passport."""
    phones = [readable(draft, "keluarga-kontak", name, PHONE) for name in ("phone", "contact_phone")]
    passports = [readable(draft, "dokumen", "passport", PASSPORT)]
    return {"phones": tuple(filter(None, phones)), "passports": tuple(filter(None, passports))}


def readable(draft, page, name, field):
    """One answer in its normal form; '' where there is none or it does not fit."""
    typed = draft.page(page).typed.get(name) or [""]
    try:
        return field.clean(typed[-1])
    except forms.ValidationError:
        return ""
