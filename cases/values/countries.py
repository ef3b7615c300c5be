"""Country names in Indonesian, by ISO 3166 code. Babel's list with the names people here use instead."""

from babel import Locale

UNKNOWN = ""
LIKELY = ["MY", "TW", "HK", "SG", "BN", "KR", "JP", "SA", "KH", "MM", "TH", "LA", "PH", "VN", "AE", "QA"]
SPOKEN = {
    "HK": "Hong Kong",
    "MO": "Makau",
    "GB": "Inggris",
    "BN": "Brunei Darussalam",
    "TW": "Taiwan",
    "KR": "Korea Selatan",
    "MM": "Myanmar",
}
NAMES = {
    code: SPOKEN.get(code, name)
    for code, name in Locale("id").territories.items()
    if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ", "QO", "ID")
}
CHOICES = [
    *((code, NAMES[code]) for code in LIKELY),
    *sorted(((code, name) for code, name in NAMES.items() if code not in LIKELY), key=lambda pair: pair[1]),
]


def country_name(code):
    """The name people use; a plain sentence where the country is not known."""
    return NAMES.get(code, "belum diketahui")
