"""Work at home, a warning, a memory: texts about work that are no offer from abroad, and those that only look so."""

import pytest

from accounts.acting import acting_as
from cases.models import OfferContext
from cases.rules.offers import offer_context, red_flag
from cases.values import offer_context as rule
from cases.values.offer import Offer, plain_chat
from lib.clock import today

START = offer_context.start()
BAIT_FROM, INDUSTRY_BAIT_FROM = START.sums["tempat-di-indonesia"], START.sums["kawasan-industri"]


def level(text):
    return red_flag.read(Offer(text), red_flag.start_flags()).level


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Admin toko di Sungailiat, tidak perlu pengalaman", 0),
        ("Gudang di Cikarang cari helper, mulai besok", 5_300_000),
        ("Operator pabrik di Batam, tes di sekolah", 4_900_000),
        ("Toko sembako cari pramuniaga, gaji 1,9 juta", 1_900_000),
        ("Montir, gaji UMK, lamar lewat email", 0),
        ("Petik lada, 110rb sehari, kumpul di simpang", 0),
        ("Rekap pesanan, WFH, rapat via zoom", 0),
        ("Resepsionis di Sungailiat, bisa bahasa Inggris", 0),
        ("Helper smelter Morowali, tiket dari perusahaan", BAIT_FROM),
    ],
)
def test_a_place_or_a_small_wage_says_that_the_work_is_at_home(text, pay):
    assert rule.is_at_home(START, plain_chat(text), pay)


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("Admin di Jakarta", BAIT_FROM),
        ("Admin di Jakarta, nanti penempatan luar negeri", 0),
        ("Interview di Jakarta, kerja di Vietnam", 0),
        ("Hotel di Bali, lalu pindah ke Inggris", 0),
        ("Di Batam dulu dua hari", 0),
        ("Kerja enak untuk orang Bangka", 0),
        ("Yang dari Pangkalpinang japri", 0),
        ("Cuci piring, gaji 3 juta, agen yang antar", 3_000_000),
        ("Cuci piring", 3_000_000),
        ("Cari orang di Bangka, tiket ditanggung", 0),
        ("Tukang di Malaysia, gaji UMR sana", 0),
        ("Helper smelter Morowali", INDUSTRY_BAIT_FROM),
    ],
)
def test_bait_a_way_abroad_or_a_port_one_leaves_from_is_not_at_home(text, pay):
    assert not rule.is_at_home(START, plain_chat(text), pay)


@pytest.mark.parametrize(
    "text",
    [
        "Disnaker mengingatkan: lowongan admin judi di Kamboja adalah penipuan",
        "BP3MI: 4 warga dipulangkan dari Myanmar. Jangan tergiur visa wisata, proses cepat.",
        "Polda menangkap dua calo yang mengirim warga ke Kamboja",
        "Ciri loker bodong: paspor dipegang, tanpa kontrak. Jangan mudah percaya",
        "Satgas menerima laporan lowongan palsu tujuan Laos: tiket dibayar, tanpa kontrak, disuruh mengaku wisata",
        "Ada perekrut yang menjanjikan kerja di Poipet, berangkat cepat. Lapor ke kelurahan",
    ],
)
def test_whoever_warns_does_not_offer(text):
    assert rule.is_warning(START, plain_chat(text))
    assert level(text) == red_flag.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Waspada loker palsu! Yang asli di sini: admin judi Poipet, mess gratis",
        "Waspada penipuan. Kerja Kamboja gaji 12 juta, hub 0812",
        "Polisi menangkap agennya, tapi anak saya masih di Kamboja",
        "Polda menangkap calo. Yang ini resmi ke Kamboja, gaji 12 juta",
        "Jangan percaya berita, Kamboja aman, gaji 12 juta, admin game",
        "Awas lowongan palsu! Yang ini asli: butuh admin untuk Poipet",
        "Anak disekap di Myawaddy. Lapor ke polisi sudah, belum ada jawaban",
        "Kerja di KL pakai visa wisata. Jangan lapor ke disnaker",
    ],
)
def test_whoever_also_recruits_or_tells_of_the_own_family_does_not_only_warn(text):
    assert not rule.is_warning(START, plain_chat(text))
    assert level(text) != red_flag.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Anak tetangga baru pulang dari Kamboja. Anak saya kerja di pabrik di Bandung",
        "Saya takut anak ke Kamboja kayak di berita. Dia kerja di mall di Batam",
        "Suami dulu pernah kerja di Myanmar. Ia ke Korea lewat G to G, lulus EPS",
        "Terima kasih Disnaker, anak batal ke Kamboja. Dia belajar di BLK",
        "Saya pulang dari Myanmar tahun lalu, sekarang mau kerja di sini saja",
        "Saya cemas karena berita Kamboja, anak saya lewat P3MI ke Taiwan",
        "Dulu hampir ikut kawan ke Poipet. Ku lah kerja di pabrik Taiwan lewat P3MI",
    ],
)
def test_a_country_that_is_only_remembered_is_no_destination(text):
    assert len(rule.without_memories(START, plain_chat(text))) < len(plain_chat(text))
    assert level(text) == red_flag.NONE


@pytest.mark.parametrize(
    "text",
    [
        "Sepupu baru pulang dari Kamboja, sekarang cari 3 orang",
        "Anak saya sudah balik dari Laos. Tapi agennya ngajak lagi",
        "Kakak baru pulang dari Kamboja, saya mau kesana juga",
        "Anak saya batal ke Kamboja, sekarang ke Myanmar",
        "Tetangga baru pulang dari Kamboja. Katanya enak. Boleh dak anak saya ke situ?",
        "Adik belum pulang dari Myanmar sudah 6 bulan",
        "Suami sudah pulang dari Batam, malah di Kamboja tidak bisa dihubungi",
        "Saya khawatir anak saya sudah di Kamboja",
        "Suami sudah kembali ke Kamboja",
    ],
)
def test_who_came_home_and_invites_or_who_is_still_there_is_heard(text):
    assert level(text) == red_flag.RED


@pytest.mark.parametrize(
    "text",
    [
        "Kerja di Jakarta jadi LC, KTP dituakan",
        "Gudang di Jakarta gaji 4 juta, ijazah ditahan, tidak boleh keluar",
        "Admin di Jakarta gaji 5 juta, tugasnya menipu bule",
        "ABK di Benoa Bali, gaji 1,5 juta, tidak usah buku pelaut",
        "Kasir di Koba gaji 2 juta, bayar pendaftaran 500rb dulu",
    ],
)
def test_at_home_too_a_crime_stays_one(text):
    assert level(text) != red_flag.NONE


ADDRESS = "/pengaturan/tanda-bahaya/kata/"
FAR = "Admin toko di Atlantis, gaji 4 juta, tidak perlu pengalaman, berangkat minggu depan"


class TestRows:
    """Disnaker keeps the words; what each row is for stands in the code."""

    @pytest.fixture
    def desk(self, client, settings, ana):
        settings.DEMO = True
        offer_context.load()
        client.force_login(ana.user)
        return client

    def fields(self, code, **changed):
        row = OfferContext.objects.get(code=code)
        told = {"words": row.words, "number": row.number or "", "source": "Disnaker", "checked_on": today()}
        return told | {"version": row.version} | changed

    def test_every_row_the_rule_names_is_delivered_and_can_be_read(self):
        for row in offer_context.delivered():
            row.full_clean(validate_unique=False, validate_constraints=False)
        named = set(START.words)
        assert {"tempat-di-indonesia", "kata-luar-negeri", "memperingatkan", "merekrut", "kenangan"} <= named
        assert set(START.sums) == {"tempat-di-indonesia", "kawasan-industri", "gaji-kecil"}

    def test_a_new_word_counts_at_once(self, desk):
        words = "atlantis\n" + START.words["tempat-di-indonesia"]
        before = red_flag.read(Offer(FAR), red_flag.start_flags(), offer_context.in_force())
        answer = desk.post(f"{ADDRESS}tempat-di-indonesia/", self.fields("tempat-di-indonesia", words=words))
        assert answer["Location"] == ADDRESS
        after = red_flag.read(Offer(FAR), red_flag.start_flags(), offer_context.in_force())
        assert after.score < before.score
        assert offer_context.load() == (0, 0)  # the city's own from now on

    def test_a_row_without_words_is_never_found(self, desk):
        desk.post(f"{ADDRESS}kenangan/", self.fields("kenangan", words=""))
        told = "Anak tetangga baru pulang dari Kamboja. Anak saya kerja di pabrik di Bandung"
        assert red_flag.read(Offer(told), red_flag.start_flags(), offer_context.in_force()).level == red_flag.RED

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"words": "a (b"}, "tidak dikenal"),
            ({"words": "!da* bangka"}, "kata yang utuh"),
            ({"checked_on": "2999-01-01"}, "belum tiba"),
            ({"version": "lama"}, "baru saja diubah orang lain"),
            ({"source": ""}, "data-error-summary"),
        ],
    )
    def test_what_cannot_be_read_is_not_kept(self, desk, changed, sentence):
        answer = desk.post(f"{ADDRESS}kenangan/", self.fields("kenangan", **changed))
        assert answer.status_code == 200 and sentence in answer.text
        assert OfferContext.objects.get(code="kenangan").words == START.words["kenangan"]

    def test_a_release_renews_what_nobody_touched(self, desk, ana):
        OfferContext.objects.filter(code="kenangan").delete()
        assert offer_context.load() == (1, 0)
        with acting_as(ana):
            OfferContext.objects.filter(code="umpan").update(words="kata Disnaker")
        assert offer_context.load() == (0, 0)

    def test_until_rows_are_there_the_delivered_words_count(self, db):
        assert offer_context.in_force() == START
