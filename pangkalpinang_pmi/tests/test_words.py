"""One way of saying a thing, in all that people read."""

import re

import pytest
from django.conf import settings

READ = ("templates/**/*.*", "education/content/**/*.*", "accounts/**/*.py", "cases/**/*.py", "education/**/*.py",
        "pangkalpinang_pmi/**/*.py", "lib/**/*.py", "static/js/*.js")  # fmt: skip
TYPED = {"everyday_words", "kata_cari"}
# Residents and heads of RT read it: the plain word, everywhere the same.
INSTEAD = {"kalau": re.compile(r"\b(bila|jika|apabila|bilamana|jikalau)\b", re.IGNORECASE)}
INSTEAD["warga"] = re.compile(r"\byang bersangkutan\b", re.IGNORECASE)


def texts():
    for pattern in READ:
        for path in settings.BASE_DIR.glob(pattern):
            # The lists of everyday words are what people type, not what they read.
            if path.is_file() and path.stem not in TYPED and not {"tests", "migrations"} & set(path.parts):
                yield path


@pytest.mark.parametrize("word", INSTEAD)
def test_the_plain_word_is_used(word):
    found = {str(path.relative_to(settings.BASE_DIR)): INSTEAD[word].findall(path.read_text()) for path in texts()}
    assert {name: words for name, words in found.items() if words} == {}
