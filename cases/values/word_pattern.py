"""Patterns of words that an office may write without knowing regular expressions.

    admin/operator .. judi*     admin or operator, then judi, judinya, …; up to six words of one sentence between them
    besok/minggu_depan         "besok" or "minggu depan"
    admin ..2 judi             at most two words between them
    pulang !ke                 "pulang", but not "pulang ke"
    !dari/orang bangka         "bangka", but not "dari bangka" or "orang bangka"
    30-249 ribu, rm#           a number from 30 to 249, then "ribu"; "rm" with any number

A pattern is looked for in the line that `offer.plain_chat` makes: words, one space apart, " . " between sentences.
"""

import re
from functools import lru_cache

from cases.values.everyday_words import EVERYDAY_WORDS

GAP = "(?: [^ .]+){{0,{}}}"
LONGEST_GAP = 6
PART = r"(?:[a-z0-9_]+\*?|[a-z0-9_]*#|[.,])"
WORD = re.compile(rf"(?P<no>!)?{PART}(?:/{PART})*")
BETWEEN, RANGE = re.compile(r"\.\.([1-9])?"), re.compile(r"(\d{1,3})-(\d{1,3})")
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


@lru_cache(maxsize=512)
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
    if word.endswith("#"):
        return word.replace("#", "[0-9]+")
    return " ".join(EVERYDAY_WORDS.get(part, re.escape(part)) for part in word.split("_"))


def _one(line):
    parts, last = [], len(line.split()) - 1
    for place, word in enumerate(line.split()):
        if between := BETWEEN.fullmatch(word):
            if place in (0, last):
                raise ValueError("Dua titik (..) hanya di antara dua kata.")
            parts.append(GAP.format(between[1] or LONGEST_GAP))
        elif numbers := RANGE.fullmatch(word):
            few, many = map(int, numbers.groups())
            parts.append(f" (?:{'|'.join(map(str, range(few, many + 1)))})(?![a-z0-9])")
        elif (found := WORD.fullmatch(word)) and not found["no"]:
            parts.append(f" (?:{'|'.join(map(_choice, word.split('/')))})(?![a-z0-9])")
        elif found and last and place in (0, last):
            parts.append(_not(word[1:].split("/"), is_before=place == 0))
        else:
            raise ValueError(
                f"“{word}” tidak dikenal. Pakai huruf, angka, / , _ , * atau # di akhir kata, .. di antara kata, "
                "dan ! di awal atau akhir baris."
            )
    return "".join(parts)


def _not(words, is_before):
    """What may not stand right before, or right behind."""
    if not is_before:
        return f"(?! (?:{'|'.join(map(_choice, words))})(?![a-z0-9]))"
    if any(word.endswith(("*", "#")) for word in words):
        raise ValueError("Sesudah ! di awal baris tulis kata yang utuh, tanpa * dan #.")
    return "".join(f"(?<! {_choice(word)})" for word in words)
