"""Where a NIK was issued: its first six digits are province, regency or city, and kecamatan (domain.md §5.3)."""

PROVINCES = {
    "11": "Aceh",
    "12": "Sumatera Utara",
    "13": "Sumatera Barat",
    "14": "Riau",
    "15": "Jambi",
    "16": "Sumatera Selatan",
    "17": "Bengkulu",
    "18": "Lampung",
    "19": "Kepulauan Bangka Belitung",
    "21": "Kepulauan Riau",
    "31": "DKI Jakarta",
    "32": "Jawa Barat",
    "33": "Jawa Tengah",
    "34": "DI Yogyakarta",
    "35": "Jawa Timur",
    "36": "Banten",
    "51": "Bali",
    "52": "Nusa Tenggara Barat",
    "53": "Nusa Tenggara Timur",
    "61": "Kalimantan Barat",
    "62": "Kalimantan Tengah",
    "63": "Kalimantan Selatan",
    "64": "Kalimantan Timur",
    "65": "Kalimantan Utara",
    "71": "Sulawesi Utara",
    "72": "Sulawesi Tengah",
    "73": "Sulawesi Selatan",
    "74": "Sulawesi Tenggara",
    "75": "Gorontalo",
    "76": "Sulawesi Barat",
    "81": "Maluku",
    "82": "Maluku Utara",
    "91": "Papua",
    "92": "Papua Barat",
    "93": "Papua Selatan",
    "94": "Papua Tengah",
    "95": "Papua Pegunungan",
    "96": "Papua Barat Daya",
}
NEIGHBOURS = {
    "1901": "Kabupaten Bangka",
    "1902": "Kabupaten Belitung",
    "1903": "Kabupaten Bangka Selatan",
    "1904": "Kabupaten Bangka Tengah",
    "1905": "Kabupaten Bangka Barat",
    "1906": "Kabupaten Belitung Timur",
    "1971": "Kota Pangkalpinang",
}


def region_name(nik):
    """The regency or city on our islands, else the province; '' for digits that belong to none."""
    return NEIGHBOURS.get(nik[:4]) or PROVINCES.get(nik[:2], "")
