"""Why two records are taken for one human, in words an officer can read out."""

from cases.values.birth_date import Agreement
from cases.values.digits import Digits
from cases.values.name_match import Level

NAME = {
    Level.EQUAL: "Nama sama",
    Level.PART: "Nama yang satu lebih panjang",
    Level.SLIP: "Nama hampir sama",
    Level.SOME: "Nama berbeda sebagian",
    Level.NONE: "Nama berbeda",
}
BORN = {
    Agreement.EQUAL: "Tanggal lahir sama",
    Agreement.SWAPPED: "Tanggal dan bulan lahir tertukar",
    Agreement.ONE_DIGIT: "Tanggal lahir berbeda satu angka",
    Agreement.SAME_YEAR: "Tahun lahir sama",
    Agreement.NEAR: "Tanggal lahir berdekatan",
    Agreement.FAR: "Tanggal lahir berbeda",
    Agreement.GENERATION: "Umur terpaut jauh, mungkin orang tua dan anak",
}
NIK = {Digits.EQUAL: "NIK sama", Digits.SLIP: "NIK berbeda satu angka", Digits.OTHER: "NIK berbeda"}
PASSPORT = {
    Digits.EQUAL: "Nomor paspor sama",
    Digits.SLIP: "Nomor paspor berbeda satu tanda",
    Digits.OTHER: "Nomor paspor berbeda",
}
PHONE = {True: "Ada nomor HP yang sama"}
KELURAHAN = {True: "Kelurahan sama", False: "Kelurahan berbeda"}
SEX = {False: "Jenis kelamin berbeda"}


def reasons(found):
    """Sentences about what was compared; what is not known is not said."""
    said = [
        _name(found.name),
        BORN.get(found.born),
        NIK.get(found.nik),
        PASSPORT.get(found.passport),
        PHONE.get(found.phone),
        KELURAHAN.get(found.kelurahan),
        SEX.get(found.sex),
    ]
    return [sentence for sentence in said if sentence]


def shared_numbers(found):
    """The numbers two records have in common: what a neighbour can compare with the card in his hand."""
    said = [NIK[found.nik]] if found.nik == Digits.EQUAL else []
    said += [PASSPORT[found.passport]] if found.passport == Digits.EQUAL else []
    return said + ([PHONE[True]] if found.phone else [])


def _name(match):
    sentence = NAME.get(match.level, "")
    if match.level == Level.EQUAL and match.is_turned:
        return f"{sentence}, urutannya dibalik"
    return f"{sentence}, ejaannya lain" if match.level == Level.EQUAL and match.is_respelt else sentence
