"""How pressing a family's report is, and why: one rule, whose reasons the officer reads (domain.md §3.2)."""

from typing import NamedTuple

from cases.values.choices import Answer, Category, FreeSpeech, Urgency

LOST_AFTER_DAYS = 14
C = Category
OF_CATEGORY = {
    **dict.fromkeys(
        (C.MENINGGAL, C.TPPO, C.KEKERASAN_MAJIKAN, C.PELECEHAN_SEKSUAL, C.DISEKAP, C.SCAM_JUDOL, C.KONFLIK_BENCANA,
         C.ANAK_PMI), Urgency.P1),
    **dict.fromkeys(
        (C.DEPORTASI, C.SAKIT, C.DEPRESI, C.HAMIL_ANAK, C.HILANG_KONTAK, C.TAHANAN, C.DOKUMEN_DITAHAN, C.KECELAKAAN),
        Urgency.P2),
    **dict.fromkeys(
        (C.INGIN_DIPULANGKAN, C.GAJI_TIDAK_DIBAYAR, C.PENIPUAN_PELUANG_KERJA, C.TIDAK_SESUAI_PK, C.OVERSTAY, C.PHK,
         C.CALO_DALAM_NEGERI), Urgency.P3),
}  # fmt: skip


class Judged(NamedTuple):
    urgency: Urgency
    reasons: list


def judge(*, danger, troubles, free_to_speak, days_silent):
    """The most pressing sign decides; what nobody could answer never makes a report wait longer."""
    found = [(OF_CATEGORY.get(code, Urgency.P4), Category(code).label) for code in troubles]
    if danger == Answer.YA:
        found.append((Urgency.P1, "Pelapor menjawab: nyawanya terancam sekarang"))
    if free_to_speak == FreeSpeech.HP_DIPEGANG:
        found.append((Urgency.P1, "HP-nya dipegang orang lain"))
    if free_to_speak == FreeSpeech.DIAWASI:
        found.append((Urgency.P2, "Bicara sambil diawasi"))
    if days_silent is not None and days_silent > LOST_AFTER_DAYS:
        found.append((Urgency.P2, f"Tidak ada kabar {days_silent} hari"))
    if danger != Answer.TIDAK and not found:
        found.append((Urgency.P2, "Belum jelas apakah ia aman"))
    if not found:
        return Judged(Urgency.P3, ["Belum ada keterangan yang mendesak"])
    urgency = min(level for level, _ in found)
    return Judged(urgency, [reason for level, reason in sorted(found, key=lambda one: one[0]) if reason])
