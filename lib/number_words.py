"""Small numbers as people say them."""

from django.contrib.humanize.templatetags.humanize import intcomma

WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh")


def in_words(number):
    return WORDS[number] if number < len(WORDS) else intcomma(number)
