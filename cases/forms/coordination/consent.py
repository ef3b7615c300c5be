from django import forms

from cases.forms.register.registration import QUESTIONS
from cases.values.choices import ConsentPurpose

YES, NO = "ya", "tidak"
CHOICES = [(YES, "Ya, boleh"), (NO, "Tidak"), ("", "Belum ditanyakan")]
PHOTOS = "Ada {count} berkas foto. Kalau jawabannya tidak, semuanya langsung dihapus dan tidak bisa dikembalikan."

HELD = (
    "Ada {count} berkas foto dari data yang digabung. Tidak ditampilkan kepada siapa pun, dan dihapus begitu "
    "penggabungannya tidak bisa dibatalkan lagi."
)


class ConsentForm(forms.Form):
    """The three questions again, with the answers as they stand. An answer can be changed, but not made unasked."""

    def __init__(self, answers, photos, data=None):
        super().__init__(data)
        for purpose, question in QUESTIONS.items():
            answer = answers[purpose]
            self.fields[purpose.lower()] = forms.ChoiceField(
                label=question,
                choices=CHOICES[:2] if answer else CHOICES,
                required=answer is not None,
                initial="" if answer is None else YES if answer.is_given else NO,
                widget=forms.RadioSelect,
            )
            self.fields[purpose.lower()].one_of_two = True  # "Belum ditanyakan" says that it may stay open
        if photos:
            answer = answers[ConsentPurpose.FOTO]
            words = HELD if answer and not answer.is_given else PHOTOS
            self.fields[ConsentPurpose.FOTO.lower()].help_text = words.format(count=photos)

    def answers(self):
        said = {purpose: self.cleaned_data[purpose.lower()] for purpose in QUESTIONS}
        return {purpose: answer == YES for purpose, answer in said.items() if answer}
