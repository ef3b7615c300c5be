"""What an office sets by itself, as one page: `/pengaturan/` (contract §3)."""

from typing import NamedTuple

OPEN = "accounts.open_settings"


class Setting(NamedTuple):
    label: str
    url: str
    permission: str
    use: str


class Group(NamedTuple):
    title: str
    settings: tuple[Setting, ...]


GROUPS = (
    Group(
        "Orang dan wilayah",
        (
            Setting("Akun dan jabatan", "/pengaturan/akun/", "accounts.manage_account", "siapa memegang jabatan apa"),
            Setting(
                "Menunggu dipastikan",
                "/pengaturan/akun/menunggu/",
                "accounts.confirm_term",
                "siapa yang baru diberi jabatan atau kata sandi",
            ),
            Setting("Wilayah", "/pengaturan/wilayah/", "accounts.manage_territory", "RW dan RT, juga yang dimekarkan"),
            Setting("Piket", "/pengaturan/piket/", "cases.manage_duty", "siapa dihubungi malam dan hari libur"),
        ),
    ),
    Group(
        "Aturan kerja",
        (
            Setting(
                "Tanda bahaya", "/pengaturan/tanda-bahaya/", "cases.manage_red_flag", "yang dicari di sebuah tawaran"
            ),
            Setting("Tenggat", "/pengaturan/tenggat/", "cases.manage_holiday", "paling lama berapa hari tiap langkah"),
            Setting("Data pribadi", "/data-pribadi/", "cases.answer_data_request", "permintaan warga dan masa simpan"),
            Setting("Hari libur", "/pengaturan/hari-libur/", "cases.manage_holiday", "dilewati hitungan hari kerja"),
        ),
    ),
    Group(
        "Surat dan sambungan",
        (
            Setting("Kop surat", "/pengaturan/kop-surat/", "cases.edit_letterhead", "nama, alamat, dan penanda tangan"),
            Setting(
                "Kunci API", "/pengaturan/akses-api/", "cases.manage_api_access", "untuk sistem BP3MI dan instansi lain"
            ),
        ),
    ),
)


def of(actor):
    """The groups with what this actor may set; groups that are empty for him are left out."""
    mine = (
        group._replace(settings=tuple(one for one in group.settings if actor.has_perm(one.permission)))
        for group in GROUPS
    )
    return [group for group in mine if group.settings]
