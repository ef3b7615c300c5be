"""Text as the eye reads it: a Cyrillic а is an a, and what nobody sees is not there."""

import unicodedata

INVISIBLE = ("Cf", "Mn", "Me")  # zero-width characters, marks on other letters
# Our letter, and letters of other scripts that look like it (Unicode TR39, confusables).
LOOKALIKES = {
    "a": "аАαΑɑ",
    "b": "ЬьвВβΒ",
    "c": "сСϲϹ",
    "d": "ԁđ",
    "e": "еЕεΕ",
    "g": "ɡԌ",
    "h": "һҺНнΗ",
    "i": "іІιΙıɩӀӏ",
    "j": "јЈϳ",
    "k": "кКκΚ",
    "l": "ł",
    "m": "мМΜ",
    "n": "пηΝ",
    "o": "оОοΟø",
    "p": "рРρΡ",
    "q": "ԛԚ",
    "r": "гɾ",
    "s": "ѕЅ",
    "t": "тТτΤ",
    "u": "υս",
    "v": "ѵѴν",
    "w": "ԝԜω",
    "x": "хХχΧ",
    "y": "уУүҮγΥ",
    "z": "ᴢΖ",
}
TABLE = {ord(other): ours for ours, others in LOOKALIKES.items() for other in others}


def as_seen(text):
    """Plain small letters where it looks so; accents, invisible characters and fancy alphabets fall away."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).translate(TABLE).lower()
    return "".join(letter for letter in letters if unicodedata.category(letter) not in INVISIBLE)
