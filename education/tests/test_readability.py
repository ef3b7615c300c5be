import pytest

from education import readability

PLAIN = "<p>Simpan nomor ini. Kalau ada apa-apa, telepon kami. Anda tidak sendiri.</p>"
OFFICIAL = (
    "Sehubungan dengan hal tersebut, yang bersangkutan diwajibkan melakukan pendaftaran sebagaimana dimaksud "
    "dalam ketentuan perundang-undangan guna memperoleh fasilitasi keberangkatan melalui instansi terkait."
)


def test_plain_speech_is_easy_and_officialese_is_not():
    assert (readability.read(PLAIN).score, readability.read(PLAIN).level) == (100, "mudah")
    hard = readability.read(OFFICIAL)
    assert hard.level == "sulit" and hard.long_sentences == [OFFICIAL]
    assert ("melakukan pendaftaran", "mendaftar") in hard.officialese
    assert "melakukan" not in dict(hard.officialese)  # the longer match speaks


def test_longer_sentences_and_longer_words_cost():
    short, long = ("Ibu pergi ke kantor. " * 4, "Ibu pergi ke kantor dan " * 8)
    assert readability.read(short).score > readability.read(long).score
    assert readability.read("kata kata kata").score > readability.read("pertanggungjawaban administrasi").score


@pytest.mark.parametrize("html", ["", "<p></p>", "123 456", "<img alt=''>"])
def test_nothing_to_read_is_no_fault(html):
    assert readability.read(html).words == 0


def test_items_of_a_list_are_sentences():
    assert readability.read("<ul><li>Paspor</li><li>Visa kerja</li></ul>").words_per_sentence == 1.5


def test_half_a_word_is_no_officialese():
    assert readability.officialese("Gunakan gunanya.") == []


def test_every_hard_word_has_a_plain_one():
    words = readability.plain_words()
    assert len(words) > 50
    assert all(word == word.lower() and plain and plain != word for word, plain in words.items())
