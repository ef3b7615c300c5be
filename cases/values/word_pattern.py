"""Patterns of words that an office may write without knowing regular expressions.

    admin/operator .. judi*     admin or operator, then judi, judinya, …; up to six words of one sentence between them
    besok/minggu_depan         "besok" or "minggu depan"

A pattern is looked for in the line that `offer.plain_chat` makes: words, one space apart, " . " between sentences.
"""

import re
from functools import lru_cache

from cases.values.everyday_words import EVERYDAY_WORDS

GAP = r"(?: [^ .]+){0,6}"
WORD = re.compile(r"[a-z0-9_]+\*?(?:/[a-z0-9_]+\*?)*")
NO = frozenset(("tidak", "tanpa", "bukan", "bebas", "gratis", "jangan", "belum", "anti", "stop"))
BEWARE = frozenset(("waspada", "awas", "hati", "hindari", "dilarang", "modus", "korban"))
DENIALS = NO | BEWARE
DENIED_AFTER = re.compile(
    r"^(?: [^ .]+)? (?:tidak ada|nol|0|gratis(?! tiket| makan| mess| semua)|tidak dipungut|tidak perlu)\b"
    r"|^ tidak\b(?! ada| bisa| pulang)"
    r"|^ jujur\b"
    r"|^[^.]* (?:tolak|laporkan|(?<!sudah )(?<!jangan )(?<!usah )(?<!perlu )lapor (?:ke|kemana)|tidak mau bohong)\b"
    r"|^(?![^.]* (?:tapi|padahal|kata|bilang|apa|benar|bener)\b)[^.]* (?:itu|adalah|pasti|jelas|ujung)"
    r" (?:penipu|penipuan|nipu|tipu|tipuan|scam|bohong|disekap)\b"
)
DENIES_WHAT_STANDS_BEFORE = re.compile(r" (?:tidak ada|tidak|gratis|nol|0|bebas) , ")
SENTENCE_DENIES = re.compile(
    r" (?:tidak (?:menempatkan|melayani|memberangkatkan|membuka|pernah)"
    r"|jangan (?:mau|percaya(?! berita| kata| orang)|ikut|tergiur)|rugi kalau"
    r"|tidak ada (?:kerja|lowongan) [^.,]*yang)\b"
)
STILL_AWAY = re.compile(r" (?:belum|tidak) (?:bisa )?(?:pulang|kembali)\b")  # says who is there, denies nothing
DENIAL_REACH = 6
# "tidak pakai agen , masuk pakai visa …": after the comma somebody does something, and that is not denied
NEW_CLAUSE = re.compile(
    r" , (?=(?:[^ .,]+ ){0,2}(?:pakai|pake|masuk|naik|berangkat|langsung|bayar|visa|nanti|dulu|cukup|tinggal|kerja)\b)"
)


@lru_cache(maxsize=256)
def compile_patterns(lines):
    """One regular expression for all lines, or None without lines. Raises ValueError with a sentence for the office."""
    patterns = [_one(line) for line in lines.lower().splitlines() if line.strip()]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None


def find(lines, text, can_be_denied=False):
    """The words of the first place where one of the lines fits and nobody denies it ("tanpa …"); None where none."""
    pattern = compile_patterns(lines)
    for match in pattern.finditer(text) if pattern else ():
        if not (can_be_denied and _is_denied(text, match, lines)):
            return match.group().strip()
    return None


def _is_denied(text, match, lines):
    sentence = f" {text[: match.start() + 1].rpartition(' . ')[2]}"
    before = DENIES_WHAT_STANDS_BEFORE.split(STILL_AWAY.sub("", sentence))[-1]
    before = _same_clause(before, match.group()[1:]).split()[-DENIAL_REACH:]
    inside = DENIALS & set(match.group().split())
    return (
        bool(DENIALS & set(before))
        or before[-1:] == ["no"]  # "no tourist entry"
        or bool(BEWARE & set(sentence.split()) or SENTENCE_DENIES.search(sentence))
        or any(word not in lines for word in inside)  # "lewat agen , jangan visa wisata"
        or bool(DENIED_AFTER.match(text[match.end() :]))
    )


def _same_clause(before, words):
    """What stands before these words in their own clause; nothing where a new one begins among them."""
    clause = NEW_CLAUSE.split(before + words)[-1]
    return clause.removesuffix(words) if clause.endswith(words) else ""


def _choice(word):
    """Written as the chats are read: "boss" finds "bos"."""
    if word.endswith("*"):
        return word.replace("*", "[a-z0-9]*")
    return " ".join(EVERYDAY_WORDS.get(part, part) for part in word.split("_"))


def _one(line):
    pattern = ""
    for word in line.split():
        if word == "..":
            pattern += GAP
        elif WORD.fullmatch(word):
            pattern += rf" (?:{'|'.join(map(_choice, word.split('/')))})(?![a-z0-9])"
        else:
            raise ValueError(
                f"“{word}” tidak dikenal. Pakai huruf, angka, / , _ , * di akhir kata, dan .. di antara kata."
            )
    if pattern.startswith(GAP) or pattern.endswith(GAP):
        raise ValueError("Dua titik (..) hanya di antara dua kata.")
    return pattern
