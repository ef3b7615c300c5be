"""How the same name is written by the next official: slips, old and new spelling, order, titles, short forms.

Written from what registers of Bangka look like, not from what our comparison can do.
"""

REFORMS = (
    ("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("sy", "s"), ("ch", "kh"), ("kh", "h"), ("nj", "ny"),
    ("u", "oe"), ("j", "dj"), ("c", "tj"), ("y", "i"), ("i", "y"), ("f", "p"), ("v", "f"), ("z", "s"), ("z", "j"),
    ("dh", "d"), ("d", "dh"), ("th", "t"), ("ph", "p"), ("dd", "d"), ("ll", "l"), ("l", "ll"), ("n", "nn"), ("h", ""),
    ("q", "k"), ("ks", "x"), ("ie", "i"), ("aa", "a"), ("ya", "ia"), ("ia", "iya"),
)  # fmt: skip
WORDS = {
    "Muhammad": ("Mohammad", "Mohamad", "Muhamad", "Moch.", "Moh.", "Muh.", "M.", "Mochamad", "Mhd."),
    "Siti": ("St.", "Sitti", "Sity"),
    "Abdul": ("Abd.", "Abdoel", "Abdu"),
    "Ahmad": ("Achmad", "Akhmad", "A."),
    "Nur": ("Noer", "Nor", "Noor"),
    "Sri": ("Sry",),
    "Tri": ("Try",),
    "Yohanes": ("Johannes", "Yohannes"),
    "Kristina": ("Christina",),
}
FRONT_TITLES = ("H.", "Hj.", "Haji", "Hajah", "Dr.", "Drs.", "Ir.", "Pak", "Bu", "Bang", "Bapak", "Ibu", "Sdr.", "Alm.")
BACK_TITLES = (", S.Pd", ", SE", ", S.H.", ", A.Md", " S.Kom", ", S.T., M.M.", ", S.Pd.I", ", S.Sos")
EXTRA = ("Putra", "Putri", "Abdullah", "Nur", "Ayu", "Saputra", "Wijaya", "Rahman")
FATHERS = ("Abdullah", "Hasan", "Usman", "Ismail", "Saidi", "Matnur")
NEIGHBOURS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopqsdfghjklaxcvbnmz", strict=True))


def slip(rng, name):
    """One finger astray: a letter left out, doubled, exchanged for its neighbour, or two turned around."""
    places = [place for place, letter in enumerate(name) if letter.isalpha()]
    place = rng.choice(places[1:] or places)
    letter, kind = name[place], rng.randrange(4)
    if kind == 0 and len(places) > 4:
        return name[:place] + name[place + 1 :]
    if kind == 1:
        return name[:place] + letter + name[place:]
    if kind == 2 and place + 1 < len(name) and name[place + 1].isalpha():
        return name[:place] + name[place + 1] + letter + name[place + 2 :]
    return name[:place] + NEIGHBOURS.get(letter.lower(), "a") + name[place + 1 :]


def respell(rng, name):
    """One to three changes between the old spelling, the new one, and how it is heard."""
    words = [rng.choice(WORDS[word]) if word in WORDS else word for word in name.split()]
    text = " ".join(words)
    for _ in range(rng.choice((1, 1, 2, 3))):
        fitting = [pair for pair in REFORMS if pair[0] in text.lower()]
        if fitting:
            text = _replace(rng, text, *rng.choice(fitting))
    return text if any(map(str.isalpha, text)) else name


def _replace(rng, text, old, new):
    places = [p for p in range(len(text)) if text.lower().startswith(old, p)]
    place = rng.choice(places)
    capital = text[place].isupper()
    return text[:place] + (new.capitalize() if capital else new) + text[place + len(old) :]


def reorder(rng, name):
    words = name.split()
    return " ".join([*words[1:], words[0]] if rng.random() < 0.8 else words[::-1])


def shorten(rng, name):
    """Without one word, or with a middle or last one as a letter."""
    words = name.split()
    if len(words) < 2:
        return name
    place = rng.randrange(len(words)) if len(words) > 2 else 1
    if rng.random() < 0.4:
        words[place] = f"{words[place][0]}."
    else:
        del words[place]
    return " ".join(words)


def lengthen(rng, name):
    if rng.random() < 0.4:
        return f"{name} {rng.choice(('bin', 'binti'))} {rng.choice(FATHERS)}"
    return f"{name} {rng.choice(EXTRA)}"


def entitle(rng, name):
    return f"{rng.choice(FRONT_TITLES)} {name}" if rng.random() < 0.6 else f"{name}{rng.choice(BACK_TITLES)}"


def join(rng, name):
    """`Nur Hayati` and `Nurhayati`."""
    words = name.split()
    return " ".join([words[0] + words[1].lower(), *words[2:]]) if len(words) > 1 else name


def recase(rng, name):
    return rng.choice((name.upper(), name.lower(), name.replace(" ", "  "), f" {name} ", name.replace("a", "á", 1)))


WAYS = (slip, respell, reorder, shorten, lengthen, entitle, join, recase)
WEIGHTS = (24, 30, 10, 12, 6, 9, 3, 6)


def rewrite(rng, name):
    return rng.choices(WAYS, WEIGHTS)[0](rng, name)
