"""What officers write about sex, status, scheme and sector, as our codes."""

import re
from functools import lru_cache

from cases.states.journey import JourneyStatus as S
from cases.values.choices import OffererKind, Relation, Scheme, Sector, Sex
from cases.values.record import SEXES

STATUS = (
    (r"meninggal|wafat|almarhum|\balm\b", S.MENINGGAL),
    (r"hilang kontak|putus kontak|lost contact|tidak bisa dihubungi", S.HILANG_KONTAK),
    (r"gagal (?:berangkat|terbang)", S.GAGAL_BERANGKAT),
    (r"\bbatal|mengundurkan", S.BATAL),
    (r"dicegah|ditunda keberangkatan", S.DICEGAH),
    (r"\bcuti\b", S.CUTI),
    (r"belum (?:pulang|kembali)|tidak pulang", S.DI_LUAR_NEGERI),
    (r"pulang|kembali|purna|deport|dipulangkan|returnee|repatriasi|di rumah|selesai kontrak", S.PULANG),
    (r"belum (?:berangkat|terbang)|calon|\bc?pmi calon|proses|rencana|minat|daftar|akan berangkat|mau", S.TERDATA_RT),
    (r"diperpanjang|perpanjang", S.DI_LUAR_NEGERI),
    (r"berangkat|luar negeri|\bln\b|bekerja|aktif|di sana|penempatan|overstay|masih|terbang", S.DI_LUAR_NEGERI),
)
SCHEME = (
    (r"g\s*to\s*g|antar\s*pemerintah|\bg2g\b", Scheme.G_TO_G),
    (r"g\s*to\s*p|\bg2p\b", Scheme.G_TO_P),
    (r"p\s*to\s*p|\bp2p\b|p3mi|pptkis|pjtki", Scheme.P_TO_P),
    (r"ukps", Scheme.UKPS),
    (r"mandiri|perse?orangan|sendiri", Scheme.PERSEORANGAN),
    (r"spsk|satu kanal", Scheme.SPSK),
    (r"ssw|tokutei", Scheme.SSW),
    (r"re.?entry", Scheme.RE_ENTRY),
    (r"pelaut|awak kapal|\babk\b|seafarer", Scheme.AWAK_KAPAL),
    (r"magang|trainee|kenshusei", Scheme.MAGANG),
    (r"non.?pro|un.?pro|ilegal|illegal|tidak resmi|calo", Scheme.NONPROSEDURAL),
)
SECTOR = (
    (r"informal|rumah tangga|\bprt\b|domestik", Sector.INFORMAL),
    (r"pelaut|awak kapal|\babk\b", Sector.AWAK_KAPAL),
    (r"formal", Sector.FORMAL),
)
RELATION = (
    (r"suami", Relation.SUAMI),
    (r"is(?:te|t)ri", Relation.ISTRI),
    (r"orang ?tua|ortu|ayah|bapak|ibu|\bmama|\bpapa|emak", Relation.ORANG_TUA),
    (r"anak", Relation.ANAK),
    (r"kakak|adik|adek|abang|saudara|kandung", Relation.SAUDARA),
    (r"teman", Relation.TEMAN),
)


def read_sex(text):
    """A code, or '' where the word means none."""
    plain = re.sub(r"[^a-z]", "", text.lower())
    return SEXES.get(plain, "") or (_first_of(text, ((r"^perem|^wani", Sex.PEREMPUAN), (r"^laki", Sex.LAKI_LAKI))))


def read_status(text):
    return _first_of(text, STATUS)


def read_scheme(text):
    return _first_of(text, SCHEME)


def read_sector(text):
    return _first_of(text, SECTOR)


def read_relation(text):
    return _first_of(text, RELATION)


def offerer_kind(text):
    """A company that places, or somebody else: '' where the words do not say."""
    return OffererKind.P3MI if re.search(r"\bp\.?t\b|p3mi|pjtki|pptkis", text, re.IGNORECASE) else ""


@lru_cache(maxsize=2_000)  # a column says the same few words ten thousand times
def _first_of(text, patterns):
    return next((code for pattern, code in patterns if re.search(pattern, text, re.IGNORECASE)), "")
