"""Where people of the city work abroad, and at what."""

from typing import NamedTuple

from cases.values.choices import Scheme, Sector


class Work(NamedTuple):
    country: str
    place: str
    job: str
    sector: str
    scheme: str
    weight: int = 1

    def as_journey(self):
        return {name: getattr(self, name) for name in ("country", "place", "job", "sector", "scheme")}


PLACEMENTS = (
    Work("MY", "Johor Bahru", "operator pabrik elektronik", Sector.FORMAL, Scheme.P_TO_P, 9),
    Work("MY", "Penang", "operator produksi", Sector.FORMAL, Scheme.P_TO_P, 7),
    Work("MY", "Kuala Lumpur", "pelayan rumah makan", Sector.FORMAL, Scheme.PERSEORANGAN, 5),
    Work("MY", "Kuching", "pekerja kebun sawit", Sector.FORMAL, Scheme.P_TO_P, 4),
    Work("TW", "Taichung", "perawat orang tua", Sector.INFORMAL, Scheme.P_TO_P, 8),
    Work("TW", "Taoyuan", "operator pabrik", Sector.FORMAL, Scheme.P_TO_P, 6),
    Work("HK", "Kowloon", "penata laksana rumah tangga", Sector.INFORMAL, Scheme.P_TO_P, 9),
    Work("SG", "Jurong", "teknisi galangan kapal", Sector.FORMAL, Scheme.PERSEORANGAN, 5),
    Work("SG", "Woodlands", "penata laksana rumah tangga", Sector.INFORMAL, Scheme.P_TO_P, 4),
    Work("BN", "Bandar Seri Begawan", "penjaga toko", Sector.FORMAL, Scheme.P_TO_P, 5),
    Work("KR", "Ansan", "operator mesin", Sector.FORMAL, Scheme.G_TO_G, 5),
    Work("JP", "Aichi", "perawat lansia", Sector.FORMAL, Scheme.SSW, 3),
    Work("JP", "Gunma", "pekerja pengolahan makanan", Sector.FORMAL, Scheme.MAGANG, 2),
    Work("SG", "kapal tanker", "juru minyak", Sector.AWAK_KAPAL, Scheme.AWAK_KAPAL, 4),
    Work("TW", "kapal ikan jarak jauh", "awak kapal ikan", Sector.AWAK_KAPAL, Scheme.AWAK_KAPAL, 3),
    Work("SA", "Jeddah", "pengemudi", Sector.INFORMAL, Scheme.SPSK, 2),
)
WEIGHTS = [work.weight for work in PLACEMENTS]
EMPLOYERS = ("PT Contoh Bahari", "Contoh Precision Works", "Keluarga Contoh", "Contoh Care Home", "Contoh Marine")


def invent_work(rng):
    return rng.choices(PLACEMENTS, WEIGHTS)[0]
