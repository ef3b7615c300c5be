"""One person out of the cells of a row, in the values that `registration.register` takes, as JSON."""

from datetime import date
from typing import NamedTuple

from django.db import DatabaseError, transaction

from accounts import territory_list
from accounts.models import CITY_CODE, Territory
from cases.models.person import ADULT, years_between
from cases.rules.register import nik_reading
from cases.rules.sheets import sheet_words
from cases.states.journey import AWAY, JourneyStatus
from cases.values import sheet_place
from cases.values.choices import NoNikReason, Relation, Scheme
from cases.values.columns import Field
from cases.values.countries import country_name
from cases.values.identity import normalise_name, read_nik
from cases.values.sheet_cells import read_nik as nik_of_cell
from cases.values.sheet_cells import read_passports, read_phones, text_of
from cases.values.sheet_dates import read_date, split_birth
from cases.values.spoken_countries import read_country

UNDER_AGE = "Umurnya belum 18 tahun. Datanya dicatat, tetapi belum boleh didaftarkan sebagai calon pekerja migran."
TURNED_BY_EXCEL = "Hari dan bulan lahir tertukar oleh Excel; dibaca menurut NIK: {read}."
NO_WARD = "Kelurahan belum diketahui. Data ini hanya dilihat Disnaker sampai kelurahannya diisi."
ODD_WARD = "Kelurahan “{text}” tidak cocok dengan satu kelurahan di Pangkalpinang. Periksa ejaannya."
GUESSED_WARD = "Kelurahan “{text}” dibaca {name}. Periksa."
NO_SUCH_RT = "RT {rt} / RW {rw} belum ada di daftar wilayah {name}. Dicatat di kelurahannya."
GUESSED_COUNTRY = "Negara “{text}” dibaca {name}. Periksa."
LONGEST = {"job": 150, "employer": 150, "offered_by": 150, "place": 150, "birth_place": 100, "address": 200}
PASSPORT_YEARS = 11
GONE = (*AWAY, JourneyStatus.PULANG)


class Context(NamedTuple):
    """What is the same for all rows: the day, and the places of the city."""

    on: date
    wards: tuple  # (code, name) of kecamatan and kelurahan
    rts: frozenset  # codes of the RTs that are there


def context(on):
    """From the register; where it is empty or not migrated yet, from the state's list."""
    wards = tuple((code, name) for code, name in territory_list.read() if code.count(".") in (2, 3))
    try:
        with transaction.atomic():
            rts = Territory.objects.valid(on).filter(level=Territory.Level.RT).values_list("code", flat=True)
            return Context(on, wards, frozenset(rts))
    except DatabaseError:
        return Context(on, wards, frozenset())


def read(name, given, context, *, nik_is_cut=False):
    """(record, what to say) of the cells `given` by Field; `name` as `read_name` answers."""
    name, other_names, is_late, said = name
    record = {"name": name, "other_names": other_names}
    said = [*said]
    nik, sentences = nik_of_cell(given.get(Field.NIK), last_digits_are_lost=nik_is_cut)
    record |= {"nik": nik, "no_nik_reason": "" if nik else NoNikReason.BELUM_DITANYA}
    said += sentences
    for part in (_names, _birth, _place, _contacts, _journey, _papers):
        fields, sentences = part(given, record, context)
        record |= fields
        said += sentences
    if is_late:
        record["status"] = JourneyStatus.MENINGGAL
    if nik:
        born = record["birth_date"] and date.fromisoformat(record["birth_date"])
        said += nik_reading.warnings(nik, context.on, sex=record["sex"], birth_date=born)
        _take_from_nik(record, read_nik(nik, context.on))
    if record["birth_date"] and years_between(date.fromisoformat(record["birth_date"]), context.on) < ADULT:
        said.append(UNDER_AGE)
    return record, list(dict.fromkeys(said))


def _take_from_nik(record, facts):
    if facts:
        record["sex"] = record["sex"] or nik_reading.sex_of(facts)
        record["birth_date"] = record["birth_date"] or facts.birth_date.isoformat()


def _names(given, record, context):
    others = list(record["other_names"])
    passport_name = ""
    for field in (Field.OTHER_NAME, Field.PASSPORT_NAME):
        try:
            written = normalise_name(text_of(given.get(field)))[:150] if field in given else ""
        except ValueError:
            continue
        if field == Field.PASSPORT_NAME:
            passport_name = written
        elif written:
            others.append(written)
    return {"other_names": others, "passport_name": passport_name}, []


def _birth(given, record, context):
    cell, place = given.get(Field.BIRTH_DATE), text_of(given.get(Field.BIRTH_PLACE))
    if Field.BIRTH in given and not isinstance(given[Field.BIRTH], dict | int | float):
        place_here, day = split_birth(text_of(given[Field.BIRTH]))
        place, cell = place or place_here, cell or day
    elif Field.BIRTH in given:
        cell = cell or given[Field.BIRTH]
    if isinstance(cell, str) and not any(map(str.isdigit, cell)):
        place, cell = place or cell, None
    if any(map(str.isdigit, place)):
        place_here, day = split_birth(place)
        place, cell = place_here, cell or day
    born, said = read_date(cell, "Tanggal lahir", this_year=context.on.year, latest=context.on)
    if born and record["nik"] and isinstance(cell, dict):
        turned = _turned_by_excel(born, record["nik"], context.on)
        born, said = (turned, [TURNED_BY_EXCEL.format(read=f"{turned:%d/%m/%Y}")]) if turned else (born, said)
    sex_text = text_of(given.get(Field.SEX))
    sex = sheet_words.read_sex(sex_text) if sex_text else ""
    if sex_text and not sex:
        said.append(f"Jenis kelamin “{sex_text[:20]}” tidak terbaca. Isi L atau P.")
    return {"birth_date": born.isoformat() if born else "", "birth_place": _cut("birth_place", place), "sex": sex}, said


def _turned_by_excel(born, nik, on):
    """The day in the NIK, where an American Excel took its month for the day; else None."""
    facts = read_nik(nik, on)
    is_turned = (
        facts and facts.birth_date != born and facts.birth_date.timetuple()[:3] == (born.year, born.day, born.month)
    )
    return facts.birth_date if is_turned else None


def _place(given, record, context):
    address = text_of(given.get(Field.ADDRESS)).replace("\n", " ")
    written = text_of(given.get(Field.KELURAHAN)) or sheet_place.ward_in(address)
    kecamatan = text_of(given.get(Field.KECAMATAN))
    code, is_guessed = sheet_place.find_kelurahan(written, kecamatan, context.wards)
    name = dict(context.wards).get(code, "")
    said = [] if written else [NO_WARD]
    if written and not code:
        said = [ODD_WARD.format(text=written[:40])]
    elif is_guessed:
        said = [GUESSED_WARD.format(text=written[:40], name=name)]
    rt, rw = sheet_place.read_rt_rw(given.get(Field.RT_RW))
    if not rt or not rw:
        in_address = sheet_place.read_rt_rw(address) if "rt" in address.lower() else ("", "")
        rt = rt or sheet_place.read_number(given.get(Field.RT)) or in_address[0]
        rw = rw or sheet_place.read_number(given.get(Field.RW)) or in_address[1]
    full = f"{code}.{rw}.{rt}" if code and rt and rw else ""
    if full and context.rts and full not in context.rts:
        said.append(NO_SUCH_RT.format(rt=rt, rw=rw, name=name))
    territory = full if full in context.rts else code or CITY_CODE
    place = {"kelurahan": name, "kelurahan_code": code, "rt": rt, "rw": rw, "territory": territory}
    return place | {"address": _cut("address", address)}, said


def _contacts(given, record, context):
    country, said = _country(given)
    phones, sentences = read_phones(given.get(Field.PHONE), country)
    family, more = read_phones(given.get(Field.FAMILY_PHONE))
    try:
        family_name = normalise_name(text_of(given.get(Field.FAMILY_NAME)))[:150] if Field.FAMILY_NAME in given else ""
    except ValueError:
        family_name = ""
    relation = sheet_words.read_relation(text_of(given.get(Field.FAMILY_RELATION)))
    fields = {
        "country": country,
        "country_name": country_name(country) if country else "",
        "phone": phones[0] if phones else "",
        "phones": phones,
        "family_name": family_name,
        "family_phone": family[0] if family else "",
        "family_relation": relation or (Relation.KERABAT if family or family_name else ""),
    }
    return fields, said + sentences + [sentence.replace("Nomor HP", "Nomor HP keluarga") for sentence in more]


def _country(given):
    text = text_of(given.get(Field.COUNTRY))
    try:
        code, is_guessed = read_country(text)
    except ValueError as error:
        return "", [str(error)]
    return code, [GUESSED_COUNTRY.format(text=text[:40], name=country_name(code))] if is_guessed else []


def _journey(given, record, context):
    ahead = context.on.replace(year=context.on.year + 10, day=1)
    left, said = _day(given, Field.DEPARTED, "Tanggal berangkat", context, ahead)
    ends, more = _day(given, Field.CONTRACT_ENDS, "Akhir kontrak", context, ahead)
    back, most = _day(given, Field.RETURNED, "Tanggal pulang", context, context.on)
    if left and back and back < left:
        back = None
        most = ["Tanggal pulang lebih dulu dari tanggal berangkat. Tanggal pulang dikosongkan."]
    status = sheet_words.read_status(text_of(given.get(Field.STATUS)))
    if not status:
        gone = left and left <= context.on
        status = JourneyStatus.PULANG if back else JourneyStatus.DI_LUAR_NEGERI if gone else JourneyStatus.TERDATA_RT
    is_gone = bool(left) and left <= context.on
    fields = {
        "status": status,
        "departed_on": left.isoformat() if is_gone else "",
        "planned_on": left.isoformat() if left and not is_gone else "",
        "contract_ends_on": ends.isoformat() if ends else "",
        "returned_on": back.isoformat() if back else "",
        "scheme": sheet_words.read_scheme(text_of(given.get(Field.SCHEME))) or Scheme.TIDAK_DIKETAHUI,
        "sector": sheet_words.read_sector(text_of(given.get(Field.SECTOR))),
        "note": text_of(given.get(Field.NOTE)),
    }
    agency = text_of(given.get(Field.AGENCY)).replace("\n", " ")
    fields |= {"offered_by": _cut("offered_by", agency), "offerer_kind": sheet_words.offerer_kind(agency)}
    for name, field in (("job", Field.JOB), ("employer", Field.EMPLOYER), ("place", Field.PLACE)):
        fields[name] = _cut(name, text_of(given.get(field)).replace("\n", " "))
    return fields, said + more + most


def _papers(given, record, context):
    passports, said = read_passports(given.get(Field.PASSPORT))
    latest = context.on.replace(year=context.on.year + PASSPORT_YEARS, day=1)
    expires, more = _day(given, Field.PASSPORT_EXPIRES, "Masa berlaku paspor", context, latest)
    family_card = "".join(c for c in text_of(given.get(Field.KK)) if c.isdigit())
    fields = {
        "passport": passports[0] if passports else "",
        "passports": passports,
        "passport_expires_on": expires.isoformat() if expires else "",
        "kk": family_card if len(family_card) == 16 and not family_card.endswith("00000") else "",
    }
    return fields, said + more


def _day(given, field, what, context, latest):
    return read_date(given.get(field), what, this_year=context.on.year, latest=latest)


def _cut(name, text):
    return text[: LONGEST[name]]
