"""The countries of the world as people write them: in three languages, by city, cut short and misspelt."""

import re
from difflib import get_close_matches
from functools import lru_cache

from babel import Locale

from cases.values.countries import NAMES

SPOKEN = {
    "MY": "malaysia malay malasia malaisya malaisia mly msia kl kualalumpur johor johorbahru penang pulaupinang sabah "
    "serawak sarawak selangor melaka kuching klang negerisembilan kedah perak kotakinabalu tawau",
    "SG": "singapura singapur singapor singapore spore sgp sin",
    "HK": "hongkong hk honkong hkg hongkongsar hongkongcina hongkongchina",
    "TW": "taiwan twn taipei taipe taichung kaohsiung tainan roc formosa taoyuan republikchina taiwanroc",
    "BN": "brunei brunai bruney bruneidarussalam bruneidarusalam",
    "KR": "korea korsel koreaselatan southkorea korearepublik seoul busan korea selatan koreasel kor rok incheon",
    "JP": "jepang japan jpn tokyo osaka nagoya jepan",
    "SA": "saudi arabsaudi saudiarabia ksa saudiarab jeddah riyadh mekkah makkah madinah arab arabsaudy",
    "AE": "uea uae dubai abudhabi emirat emiratarab uniemiratarab emirates unitedarabemirates",
    "KH": "kamboja cambodia kampuchea phnompenh sihanoukville poipet bavet kamboja khmer kambodja",
    "MM": "myanmar burma birma myawaddy yangon mianmar miyanmar",
    "TH": "thailand tailand muangthai bangkok maesot thai",
    "LA": "laos lao vientiane",
    "PH": "filipina philipina philippines philippine manila pilipina filipine",
    "VN": "vietnam viet hanoi saigon hochiminh",
    "QA": "qatar katar doha",
    "KW": "kuwait",
    "OM": "oman muscat",
    "BH": "bahrain bahrein",
    "JO": "yordania jordan yordan amman",
    "MO": "makau macau macao",
    "CN": "china cina tiongkok rrc rrt guangzhou shanghai tiongkokdaratan",
    "TR": "turki turkey turkiye istanbul",
    "PL": "polandia poland",
    "GB": "inggris uk england london britania unitedkingdom",
    "US": "amerika as usa amerikaserikat unitedstates",
    "AU": "australia aussie",
    "NZ": "selandiabaru newzealand",
    "NL": "belanda netherlands holland",
    "DE": "jerman germany",
    "PG": "papuanugini png papuanewguinea",
    "MV": "maladewa maldives",
    "IT": "italia italy itali",
}
NOT_SAID = {"", "belumtahu", "tidaktahu", "tdktahu", "belumdiketahui", "tidakdiketahui", "luarnegeri", "ln", "kosong"}
SEVERAL = re.compile(r"\s*(?:/|,|;|\+|&|\bdan\b|\batau\b|\bke\b|->|→)\s*")
SURE = 0.82
HOME = {"indonesia", "dalamnegeri", "pangkalpinang", "bangka", "babel"}


@lru_cache(maxsize=1)
def _known():
    """{plain name: code}; what people here say comes last and wins."""
    names = {}
    for language in ("ms", "en", "id"):
        names |= {_plain(name): code for code, name in Locale(language).territories.items() if code in NAMES}
    names |= {_plain(name): code for code, name in NAMES.items()}
    names |= {word: code for code, words in SPOKEN.items() for word in words.split()}
    return names | {code.lower(): code for code in ("MY", "SG", "HK", "TW", "KR", "JP", "BN", "KH", "MM", "SA", "TH")}


@lru_cache(maxsize=4096)
def read_country(text):
    """(code or '', True where the spelling had to be guessed). ValueError with a sentence where it cannot be told."""
    plain = _plain(text)
    if plain in NOT_SAID:
        return "", False
    if plain in HOME:
        raise ValueError("Negaranya tertulis Indonesia. Tulis negara tujuannya.")
    if plain in _known():
        return _known()[plain], False
    parts = [part for part in SEVERAL.split(text) if part.strip()]
    codes = {_known().get(_plain(part), "") for part in parts}
    if len(codes) == 1 and "" not in codes:
        return codes.pop(), False
    if len(parts) > 1 and len(codes - {""}) > 1:
        raise ValueError("Tertulis lebih dari satu negara. Negaranya belum diisi; tanyakan yang benar.")
    if len(codes - {""}) == 1:  # "Johor, Malaysia", "Malaysia (Sabah)"
        return (codes - {""}).pop(), False
    words = {_known()[word] for word in map(_plain, re.findall(r"\w+", text)) if len(word) > 3 and word in _known()}
    if len(words) == 1:
        return words.pop(), False
    close = get_close_matches(plain, [name for name in _known() if len(name) > 4], 1, SURE) if len(plain) > 4 else []
    if close:
        return _known()[close[0]], True
    raise ValueError("Negara ini tidak dikenal. Periksa ejaannya.")


def _plain(text):
    return re.sub(r"[^a-z]", "", str(text or "").lower())
