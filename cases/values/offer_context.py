"""What a text about work is, before its single words are weighed: work at home, a warning, a memory.

The three rules lean to danger: one word of a way abroad, of an invitation or of distress, and the signs count as ever.
They read the line that `offer.plain_chat` makes.
"""

import re

from cases.values.countries import NAMES

HOME_MARK = "kerjadalamnegeri "  # a row of signs names it in `unless`; nobody writes it so
BAIT_FROM = 6_000_000  # simple work is not paid like this at home: such an offer hides where it leads
LOW_WAGE = 3_500_000  # nobody is lured abroad with less


def _any(words, before=""):
    """One of these phrases, written over several lines for the eye."""
    return re.compile(rf"{before} (?:{words.replace(chr(10), '')})(?= )")


NOT_WHERE_ONE_LIVES = "".join(rf"(?<! {word})" for word in ("dari", "orang", "anak", "warga", "khusus", "untuk"))
HOME = _any(
    """
pangkalpinang|pangkalbalam|gerunggang|gabek|girimaya|rangkui|selindung|semabung|bacang|ketapang|tua tunu|air itam
|kacang pedang|bukit intan|pasir padi|bangka|belitung|sungailiat|toboali|muntok|mentok|koba|kelapa|belinyu|jebus
|simpang katis|namang|mendo barat|tanjungpandan|manggar|rebo|jakarta|bekasi|cikarang|karawang|tangerang|serpong
|bogor|depok|bandung|cilegon|semarang|solo|jogja|yogyakarta|surabaya|gresik|malang|bali|denpasar|lombok|palembang
|lampung|jambi|padang|pekanbaru|bengkulu|balikpapan|samarinda|banjarmasin|makassar|morowali|kendari|halmahera|weda
|papua|sulawesi|kalimantan|jawa""",
    NOT_WHERE_ONE_LIVES,
)
GATEWAYS = _any("batam|batamindo|bintan|lagoi|tanjungpinang|karimun|dumai|medan|pontianak|entikong|nunukan|tarakan")
LEAVES = _any("berangkat|jalan|dibawa|dulu|jemput|dijemput")
ABROAD = _any("""
luar|ln|overseas|abroad|negara|penempatan|paspor|visa|imigrasi|permit|perbatasan|border|transit|via|lewat|nyebrang
|menyeberang|seberang|speedboat|ferry|feri|tiket|pesawat|terbang|bandara|airport|sana|tujuan|kumpul|ngumpul|ditampung
|penampungan|dipindah|dikirim|agen|sponsor|calo|tekong|kilang|ladang|japri|inbox|merapat|rahasia
|usd|dolar|ringgit|rm|riyal|sgd|yen|won|euro|baht|crypto|usdt
|kuala lumpur|kl|johor|jb|penang|sabah|sarawak|bangkok|manila|dubai|riyadh|jeddah|mekah|macau|poipet|bavet|hongkong
|korea|arab|saudi|sihanouk\\w*|phnom|myawaddy|eropa|timur tengah|amerika|china|cina""")
COUNTRY = _any("|".join(re.escape(name.lower()) for name in NAMES.values()))
INVITES = _any("""
ngajak\\w*|diajak|mengajak|ajak|nawar\\w*|ditawar\\w*|menawar\\w*|diterima|dijemput|tiket|japri|inbox|minat|berminat
|balik (?:lagi|ke)|mau ikut|ikut (?:saya|dia|ke|balik)|cari (?:\\d+ )?(?:orang|teman)|deposit|transfer ke|leader
|visa dulu|berangkat|disuruh|minta|sana|enak|boleh|gaji (?:besar|tinggi)|bilang|butuh (?!orang)\\w+""")
DISTRESS = _any("""
tolong|tebus\\w*|ditebus|disekap|dikurung|dipukul|disita|hilang|tidak bisa|dak bisa|belum pulang|mau pulang|ingin pulang
|minta (?:pulang|uang)|masih di""")
RECRUITS = _any("""
butuh|dibutuhkan|membutuhkan|dicari|japri|inbox|minat|berminat|merapat|kami (?:yang|pt|resmi|asli|buka)
|yang asli|yang ini|resmi ke|daftar sekarang|leader
|ngajak\\w*|diajak|nawar\\w*|ditawar\\w*|ikut (?:saya|aku|kami)|deposit|hub
|whatsapp (?:saja|ke|aku|saya|admin|kak|bang|\\d+)
|fasilitas|mess|bonus|komisi
|tiket (?:ditanggung|dibayar|dikirim|sudah)|berangkat|hubungi (?:saya|aku|admin|kami|kak|bang|\\d+)
|(?:anak|suami|istri|adik|kakak|keponakan|sepupu|teman|paspor) (?:saya|aku|kami)|agen (?:bilang|suruh|minta)
|(?:saya|aku) (?:sudah|mau|di|disuruh|diminta)""")
WARNS = _any("""
waspada|imbauan|himbauan|mengingatkan|sosialisasi (?:pencegahan|bahaya|anti|tppo)
|modus|warga (?:me)?lapor|ciri (?:lowongan|penipuan)|dipulangkan|diumumkan
|adalah penipuan|itu tipu|jangan (?:tergiur|mudah percaya|ada (?:lagi )?yang ikut)|jangan ada lagi
|(?:polda|polres|polisi|imigrasi) (?:\\w+ ){0,2}(?:tangkap|menangkap|menunda|menggagalkan)""")
KIN = "suami|istri|ibu|bapak|ayah|mak|kakak|abang|adik|sepupu|paman|bibi|tetangga|teman"
TOLD = _any(f"""
(?:baru|sudah|habis) (?:pulang|balik|kembali)(?! ke)|batal ke|takut (?:\\w+ ){{0,6}}(?:kayak|seperti) (?:di berita|yang)
|trauma karena
|(?:{KIN}) (?:saya |aku )?(?:dulu |pernah ){{1,2}}(?:tkw|kerja|ketipu|tertipu)""")

STILL = _any("sekarang|mau|juga|lagi")  # a memory that goes on


def is_at_home(text, pay):
    """Work in Indonesia: a place of work or a small wage says so, and nothing in the text leads abroad.

    From a port of the border people also leave, so there no word of leaving may stand.
    """
    if pay >= BAIT_FROM or ABROAD.search(text) or COUNTRY.search(text):
        return False
    if GATEWAYS.search(text):
        return not LEAVES.search(text)
    return bool(HOME.search(text)) or (" gaji " in text and 0 < pay < LOW_WAGE)


def is_warning(text):
    """An office, a teacher or a newspaper warns; whoever also recruits, or tells of the own family, does not."""
    return bool(WARNS.search(text)) and not RECRUITS.search(text)


def without_memories(text):
    """The text without sentences that only remember or fear: a neighbour who came home, "takut seperti di berita".

    Who came home and now invites is a recruiter, and whoever is in distress is heard: then every sentence stays.
    """
    if INVITES.search(text) or DISTRESS.search(text):
        return text
    kept = [sentence.strip() for sentence in text.split(" . ") if not _is_memory(f" {sentence.strip()} ")]
    return f" {' . '.join(kept)} "


def _is_memory(sentence):
    return bool(TOLD.search(sentence)) and not STILL.search(sentence)
