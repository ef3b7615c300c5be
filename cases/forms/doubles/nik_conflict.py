from django import forms

from cases.forms.fields import one_of
from cases.models import NikConflict

Decision = NikConflict.Decision


class UndoForm(forms.Form):
    reason = forms.CharField(
        label="Mengapa keputusan itu keliru?",
        max_length=200,
        help_text="Misalnya: KTP dibandingkan lagi, tanggal lahirnya berbeda.",
        error_messages={"required": "Tulis alasannya dulu."},
    )


class NikConflictForm(forms.Form):
    """The decision, for who sees both sides; for the others a question to their own RT."""

    decision = one_of(
        "Keputusan",
        Decision,
        "Pilih keputusannya.",
        help_text="Tanya RT: pertanyaan Anda muncul di beranda ketua RT, dan jawabannya kembali ke halaman ini.",
    )
    reason = forms.CharField(
        label="Alasan atau pertanyaan",
        max_length=200,
        help_text="Misalnya: KTP sudah dilihat, tanggal lahir dan nama ibu sama.",
        error_messages={"required": "Tulis alasannya, atau pertanyaan untuk RT."},
    )

    def __init__(self, data=None, *, may_decide):
        super().__init__(data)
        if not may_decide:
            self.fields["decision"] = forms.ChoiceField(
                choices=[(Decision.TANYA_RT, Decision.TANYA_RT.label)],
                initial=Decision.TANYA_RT,
                widget=forms.HiddenInput,
            )
            self.fields["reason"].label = "Pertanyaan untuk RT Anda"
            self.fields["reason"].help_text = "Misalnya: mohon lihat KTP-nya, apakah angka NIK-nya benar?"
            self.fields["reason"].error_messages["required"] = "Tulis pertanyaannya dulu."
