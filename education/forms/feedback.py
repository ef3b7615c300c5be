import uuid

from django import forms


class FeedbackForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    is_helpful = forms.TypedChoiceField(
        label="Apakah halaman ini membantu Anda?",
        choices=[("ya", "Ya, membantu"), ("belum", "Belum")],
        coerce=lambda answer: answer == "ya",
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu dulu."},
    )
    missing = forms.CharField(
        label="Apa yang kurang, atau apa yang keliru?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Jangan tulis nama, nomor HP, atau cerita tentang orang tertentu. Untuk itu ada formulir laporan.",
    )
