"""What a text about work is, before its single words are weighed: work at home, a warning, a memory.

The three rules lean to danger: one word of a way abroad, of an invitation or of distress, and the signs count as ever.
They read the line that `offer.plain_chat` makes.
"""

import re

from cases.values.countries import NAMES

HOME_MARK = "kerjadalamnegeri "  # a row of signs names it in `unless`; nobody writes it so
BAIT_FROM = 6_000_000  # simple work is not paid like this at home: such an offer hides where it leads
INDUSTRY_BAIT_FROM = 13_000_000  # where nickel is smelted a helper earns more
LOW_WAGE = 3_500_000  # nobody is lured abroad with less


def _any(words, before=""):
    """One of these phrases, written over several lines for the eye."""
    return re.compile(rf"{before} (?:{words.replace(chr(10), '')})(?= )")


NOT_WHERE_ONE_LIVES = "".join(
    rf"(?<! {word})"
    for word in ("dari", "orang", "anak", "warga", "khusus", "untuk", "putra", "putri", "asal", "asli", "pemuda")
)
HOME = _any(
    """
pangkalpinang|pangkalbalam|gerunggang|gabek|girimaya|rangkui|selindung|semabung|bacang|ketapang|tua tunu|air itam
|kacang pedang|bukit intan|pasir padi|bangka|belitung|sungailiat|toboali|muntok|mentok|koba|kelapa|belinyu|jebus
|simpang katis|namang|mendo barat|tanjungpandan|manggar|rebo|jakarta|bekasi|cikarang|karawang|tangerang|serpong
|bogor|depok|bandung|cilegon|semarang|solo|jogja|yogyakarta|surabaya|gresik|malang|bali|denpasar|lombok|palembang
|lampung|jambi|padang|pekanbaru|bengkulu|balikpapan|samarinda|banjarmasin|makassar|morowali|kendari|halmahera|weda
|papua|sulawesi|kalimantan|jawa|riau|sumsel|sumut|sumbar|sumatera|banten|kaltim|kalsel|kalteng|ikn|labuan bajo|aceh
|ntb|maluku|ambon|manado|gorontalo""",
    NOT_WHERE_ONE_LIVES,
)
INDUSTRY = _any("morowali|weda|halmahera|kendari|konawe")
ONLY_HERE = _any("""
umr|umk|ump|wfh|dari rumah|gaji (?:harian|mingguan)
|(?:[3-9]\\d|1\\d\\d|2[0-4]\\d) ribu (?:per )?(?:se)?(?:hari|jam|malam|shift)""")
GATEWAYS = _any("batam|batamindo|bintan|lagoi|tanjungpinang|karimun|dumai|medan|pontianak|entikong|nunukan|tarakan")
LEAVES = _any("berangkat|jalan|dibawa|dulu|jemput|dijemput")
ABROAD = _any("""
luar|ln|overseas|abroad|negara|paspor|visa|imigrasi|permit|perbatasan|border|transit|nyebrang
|menyeberang|seberang|speedboat|ditampung|penampungan|sponsor|calo|tekong|kilang|ladang|rahasia
|usd|dolar|ringgit|rm \\d+|rm\\d+|riyal|sgd|yen|won|euro|baht|crypto|usdt
|kuala lumpur|kl|johor|jb|penang|sabah|sarawak|bangkok|manila|dubai|riyadh|jeddah|mekah|macau|poipet|bavet|hongkong
|korea|arab|saudi|sihanouk\\w*|phnom|myawaddy|eropa|timur tengah|amerika|china|cina""")
WAYS = _any("""
via|lewat|ferry|feri|tiket|pesawat|terbang|bandara|airport|sana|tujuan|kumpul|ngumpul|dipindah|dikirim|agen|japri
|inbox|merapat|penempatan""")
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
|ngajak\\w*|diajak|(?<!banyak yang )(?<!kalau ada yang )nawar\\w*|ditawar\\w*|ikut (?:saya|aku|kami)|deposit|hub
|whatsapp (?:saja|ke|aku|saya|admin|kak|bang|\\d+)
|fasilitas|mess|bonus|komisi
|tiket (?:ditanggung|dibayar|dikirim|sudah)|berangkat|hubungi (?:saya|aku|admin|kami|kak|bang|\\d+)
|(?:anak|suami|istri|adik|kakak|keponakan|sepupu|teman|paspor) (?:saya|aku|kami)|agen (?:bilang|suruh|minta)
|(?:saya|aku) (?:sudah|mau|di|disuruh|diminta)""")
OFFICE_WARNS = _any("""
lowongan palsu|satgas|(?:dinas|disnaker|polisi) menemukan|ciri (?:ciri )?(?:lowongan|gaji|penip\\w+)|tolak visa wisata
|(?:\\.|,|harap|segera|silakan|mohon) lapor(?:kan)? ke (?:\\d+|disnaker
|polisi|polres|polda|kelurahan|rt|satgas|dinas|bp3mi)""")
HOOKS = _any("""
dibutuhkan|membutuhkan|butuh|dicari|buka|tolong|tebus\\w*|belum pulang|tidak bisa (?:pulang|dihubungi)
|minta (?:pulang|uang)|minat|berminat|japri|inbox|merapat|kami (?:yang|pt|resmi|asli|buka)|yang (?:asli|ini)
|daftar sekarang|leader|(?:anak|suami|istri|adik|kakak|keponakan|sepupu)\\w*
 (?:\\w+ )?(?:ditahan|disekap|disiksa|dikurung|hilang|di)
|ngajak\\w*|diajak|ditawar\\w*|ikut (?:saya|aku|kami)|hubungi (?:saya|aku|admin|kami|kak|bang|\\d+)
|(?:anak|suami|istri|adik|kakak|keponakan|sepupu|teman|paspor) (?:saya|aku|kami)|saya|aku|ku""")
WARNS = _any("""
waspada|imbauan|himbauan|mengingatkan|sosialisasi (?:pencegahan|bahaya|anti|tppo)
|modus|warga (?:me)?lapor|ciri (?:lowongan|penipuan)|dipulangkan|diumumkan
|adalah penipuan|itu tipu|jangan ya|ujung (?:disekap|dikurung|judi|scam)
|jangan (?:tergiur|mudah percaya|ada (?:lagi )?yang ikut)|jangan ada lagi
|(?:polda|polres|polisi|imigrasi) (?:\\w+ ){0,2}(?:tangkap|menangkap|menunda|menggagalkan)""")
KIN = "suami|istri|ibu|bapak|ayah|mak|kakak|abang|adik|sepupu|paman|bibi|tetangga|teman"
TOLD = _any(f"""
pulang dari (?:kamboja|myanmar|laos|thailand|filipina)|(?:baru|sudah|habis) (?:pulang|balik|kembali)(?! ke)|batal ke
|takut (?:\\w+ ){{0,6}}(?:kayak|seperti) (?:di berita|yang)
|trauma karena
|(?:{KIN}) (?:saya |aku )?(?:dulu |pernah ){{1,2}}(?:tkw|kerja|ketipu|tertipu)
|(?:{KIN}) (?:\\w+ ){{0,2}}(?:ketipu|tertipu|kena tipu)|hampir (?:\\w+ ){{0,2}}(?:ikut|ketipu|tertipu|berangkat)""")

FEARED = _any("""
(?:takut|khawatir|cemas|trauma) (?:\\w+ ){0,3}(?:di )?berita|gara gara berita|di berita (?:banyak|ada|ramai)
|(?:saya|aku|dia|kami|sudah) (?:nolak|tolak|menolak)""")
SENTENCE, CLAUSE = re.compile(r"(?<= \.) "), re.compile(r"(?<= [.,]) ")
HERE = _any("(?:kerja|usaha|tinggal) di sini")
STILL = _any("sekarang|mau|juga|lagi")  # a memory that goes on


def is_at_home(text, pay):
    """Work in Indonesia: a place of work or a wage says so, and nothing in the text leads abroad.

    A word of the way (a ticket, an agent) speaks against a mere place, not against what is paid so only here.
    From a port of the border people also leave, so there no word of leaving may stand.
    """
    industry = bool(INDUSTRY.search(text))
    if pay >= (INDUSTRY_BAIT_FROM if industry else BAIT_FROM) or ABROAD.search(text) or COUNTRY.search(text):
        return False
    if industry or ONLY_HERE.search(text):
        return True
    if WAYS.search(text):
        return False
    if GATEWAYS.search(text):
        return not LEAVES.search(text)
    return bool(HOME.search(text)) or (" gaji " in text and 0 < pay < LOW_WAGE)


def is_warning(text):
    """An office, a teacher or a newspaper warns; whoever also recruits, or tells of the own family, does not.

    Where the text names false offers or where to report them, it may also quote what they promise.
    """
    if OFFICE_WARNS.search(text) and not HOOKS.search(text):
        return True
    return bool(WARNS.search(text)) and not RECRUITS.search(text)


def without_memories(text):
    """The text without what is only remembered or feared: a neighbour who came home, "takut seperti di berita".

    Who came home and now invites is a recruiter, and whoever is in distress is heard: then every word stays.
    """
    if INVITES.search(text):
        return text
    text = _without(text, CLAUSE, FEARED.search)
    return text if DISTRESS.search(text) else _without(text, SENTENCE, _is_memory)


def _without(text, between, is_left_out):
    parts = (part.strip() for part in between.split(text))
    return f" {' '.join(part for part in parts if not is_left_out(f' {part} '))} "


def _is_memory(sentence):
    return bool(TOLD.search(sentence)) and (not STILL.search(sentence) or bool(HERE.search(sentence)))
