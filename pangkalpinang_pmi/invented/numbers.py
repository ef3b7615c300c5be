"""Numbers that pass every check of ours and belong to nobody."""

CITY_REGION = "1971"
FEMALE_DAY_OFFSET = 40


def make_nik(born, *, female, kecamatan, serial):
    """Serials above 5000 do not occur: nowhere are so many people born in one kecamatan on one day."""
    day = born.day + FEMALE_DAY_OFFSET * female
    return f"{CITY_REGION}{kecamatan}{day:02d}{born:%m%y}{serial:04d}"


def make_phone(serial):
    """In E.164. No operator has the prefix 0810."""
    return f"+62810{serial:08d}"


def make_passport(serial):
    """No series of Indonesian passports begins with Z."""
    return f"Z{serial:07d}"
