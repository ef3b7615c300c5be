"""Who comes home when: where they land, who fetches them, and what must be ready."""

from django.db.models import TextChoices


class ArrivalPlace(TextChoices):
    DEPATI_AMIR = "DEPATI_AMIR", "Bandara Depati Amir"
    PANGKALBALAM = "PANGKALBALAM", "Pelabuhan Pangkalbalam"
    SOEKARNO_HATTA = "SOEKARNO_HATTA", "Bandara Soekarno-Hatta"
    DEBARKASI_LAIN = "DEBARKASI_LAIN", "tempat lain"


class PickUp(TextChoices):
    BELUM_DITENTUKAN = "BELUM_DITENTUKAN", "belum ditentukan"
    PETUGAS_DISNAKER = "PETUGAS_DISNAKER", "petugas Disnaker"
    PETUGAS_DINSOS = "PETUGAS_DINSOS", "petugas Dinsos"
    PETUGAS_BP3MI = "PETUGAS_BP3MI", "petugas BP3MI"
    JEMPUT_KELUARGA = "JEMPUT_KELUARGA", "keluarga"
    JEMPUT_SENDIRI = "JEMPUT_SENDIRI", "pulang sendiri"


class ArrivalNeed(TextChoices):
    """What must stand ready. Why is not asked: it would be health data."""

    ANAK_DI_BAWAH_UMUR = "ANAK_DI_BAWAH_UMUR", "anak di bawah umur"
    TENAGA_MEDIS = "TENAGA_MEDIS", "sakit, perlu tenaga medis"
    HAMIL = "HAMIL", "hamil"
    KURSI_RODA = "KURSI_RODA", "kursi roda"
    PENDAMPING = "PENDAMPING", "pendamping khusus"
    AMBULANS_JENAZAH = "AMBULANS_JENAZAH", "ambulans jenazah"
