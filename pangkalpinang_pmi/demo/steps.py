"""Leading a subject through its states, each step taken by the official whose work it is."""

from datetime import timedelta

from cases.rules import workflow
from cases.states.moves import NOTE, REASON, REFERENCE, find
from cases.values.choices import CloseReason
from pangkalpinang_pmi.demo.accounts import source_of

NOTES = {
    "PERLU_PERBAIKAN": "Alamatnya belum jelas. Tulis nama jalan dan nomor rumahnya.",
    "BATAL": "Memilih bekerja di Pangkalpinang.",
    "GAGAL_BERANGKAT": "Penempatan dibatalkan pemberi kerja dua hari sebelum berangkat.",
    "DICEGAH": "Di bandara diketahui memakai visa kunjungan; diarahkan mengurus visa kerja.",
    "HILANG_KONTAK": "Keluarga tidak bisa menghubungi lagi sejak tanggal ini.",
    "MENINGGAL": "Kabar duka diterima dari Perwakilan RI; keluarga sudah didampingi.",
    "PINDAH_DOMISILI": "Pindah ke Kabupaten Bangka mengikuti keluarga.",
    "LOKASI_DIKETAHUI": "Titik lokasi dikirim sendiri lewat pesan; keadaan sehat, paspor ditahan.",
    "PROSES_DOKUMEN": "SPLP diminta di Perwakilan RI; denda masih dihitung.",
    "PERJALANAN_DAERAH": "Didampingi petugas Disnaker.",
    "REINTEGRASI": "Ingin ikut pelatihan kerja dan pendampingan psikologis.",
    "PENAMPUNGAN": "Di penampungan sementara untuk pendataan.",
    "MENOLAK_PULANG": "Menyatakan sendiri lewat telepon bahwa belum ingin pulang.",
    "PINDAH_LOKASI": "Dipindahkan ke kota lain; tempat barunya belum pasti.",
    "DILIMPAHKAN": "Diteruskan ke instansi yang berwenang.",
    "DITUTUP_ADMINISTRATIF": "Data tidak bertambah walau sudah ditanyakan tiga kali.",
    "DIKEMBALIKAN": "Tambahkan nomor paspor dan kronologi singkat.",
    "DITELAAH": "Suratnya menyusul; minta dulu lewat e-mail dinas.",
    "DIKIRIM": "Lewat e-mail dinas, kepada petugas pelindungan.",
    "DI_PERWAKILAN": "Ditangani Perwakilan RI di negara itu.",
    "PERLU_DATA": "Mohon salinan KTP dan surat permohonan keluarga.",
    "SERAH_TERIMA": "Berita acara ditulis tangan di bandara; hasil pindainya menyusul.",
    "DITUNDA": "Menunggu kesediaan warganya.",
    "USUL_TUTUP": "Semua orang dalam kasus ini sudah selesai ditangani.",
    "SELESAI": "Sudah kembali bekerja di Pangkalpinang.",
}
DEFAULT_NOTE = "Dicatat oleh petugas."


def lead(subject, targets, *, who, dates, reason=CloseReason.PULANG_SELESAI):
    """Move `subject` to each target in turn; `who` gives the official for a permission, `dates` the days."""
    for target, on in zip(targets, dates, strict=True):
        step = find(subject.MOVES, subject.status, target)
        by = who(step.permission)
        offered = {
            NOTE: NOTES.get(target, DEFAULT_NOTE),
            REFERENCE: f"560/{subject.pk:03d}/CONTOH/{on.year}",
            REASON: reason,
        }
        given = {name: offered[name] for name in (*step.needs, *dict(step.asks))}
        subject = workflow.move(subject, target, by=by, happened_on=on, source=source_of(by), **given)
    return subject


def spread(first, last, count):
    """`count` days after `first` up to `last`, evenly apart."""
    days = (last - first).days
    return [first + timedelta(days=days * number // count) for number in range(1, count + 1)]
