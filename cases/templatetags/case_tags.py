from django import template

from cases.rules.masking import mask_number
from cases.states.case import CaseStatus
from cases.states.case_person import EXITS, CasePersonStatus
from cases.states.coordination import UNDER_DRAFT, WAITING_FOR_AGENCY, CoordinationStatus
from cases.values.choices import Urgency
from lib import rupiah as money

register = template.Library()
URGENCY_TONES = {Urgency.P1: "danger", Urgency.P2: "warn", Urgency.P3: "info", Urgency.P4: "quiet"}
STATUS_TONES = {
    CaseStatus.DITUTUP: "quiet",
    CaseStatus.USUL_TUTUP: "warn",
    CasePersonStatus.SELESAI: "good",
    CasePersonStatus.SERAH_TERIMA: "good",
    CasePersonStatus.REINTEGRASI: "good",
    CoordinationStatus.PERLU_DATA: "warn",
    CoordinationStatus.DIKEMBALIKAN: "warn",
    **dict.fromkeys(EXITS, "warn"),
    **dict.fromkeys(UNDER_DRAFT, "quiet"),
    CasePersonStatus.MENINGGAL: "danger",
    CasePersonStatus.HILANG_KONTAK: "danger",
    **dict.fromkeys(WAITING_FOR_AGENCY, "info"),
}


@register.filter
def urgency_tone(urgency):
    return URGENCY_TONES.get(urgency, "info")


@register.filter
def status_tone(status):
    return STATUS_TONES.get(status, "info")


@register.filter
def masked(value):
    return mask_number(value)


@register.filter
def rupiah(amount):
    return money.rupiah(amount)
