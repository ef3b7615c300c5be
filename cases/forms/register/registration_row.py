"""A row of another office's list, as it would have been typed into the pages of a registration."""

from cases.forms.register.registration import STAGES
from cases.models import SheetBatch
from cases.states.journey import JourneyStatus
from cases.values.choices import DocumentKind, Source

SAME_NAME = {
    "orang": ("name", "nik", "sex", "birth_place"),
    "keluarga-kontak": ("phone", "address"),
    "rencana": ("country", "job", "employer"),
    "dokumen": ("passport",),
}


def typed_pages(row, place):
    """{page: {field: texts}}, as `registration_draft.keep_page` takes them. Only what the list says."""
    record = row.record
    pages = {page: {name: [record[name]] for name in names} for page, names in SAME_NAME.items()}
    pages["orang"] |= {"territory": [str(place.pk)], "source": [Source.BP3MI.value]}
    pages["orang"] |= _parts("birth_date", record["birth_date"])
    pages["rencana"]["stage"] = [_stage(row)]
    pages["dokumen"] |= _parts("passport_expires_on", record["passport_expires_on"])
    pages["dokumen"]["held"] = [DocumentKind.PASPOR.value] if record["passport"] else []
    return pages


def _stage(row):
    said = row.record["status"]
    away = row.batch.covers == SheetBatch.Covers.AWAY and said == JourneyStatus.TERDATA_RT
    known = JourneyStatus.DI_LUAR_NEGERI if away else said
    return known if known in dict(STAGES) else ""


def _parts(name, day):
    values = reversed(day.split("-")) if day else ("", "", "")
    return {f"{name}_{part}": [value] for part, value in zip(("day", "month", "year"), values, strict=True)}
