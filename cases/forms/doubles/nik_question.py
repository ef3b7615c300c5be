from django import forms


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Jawaban Anda",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tulis apa yang Anda lihat atau tanyakan sendiri, misalnya: sudah saya lihat KTP-nya, angkanya beda.",
        error_messages={"required": "Tulis jawabannya dulu."},
    )
