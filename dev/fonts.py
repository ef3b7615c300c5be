"""The heading font as one small file: Plus Jakarta Sans (OFL), Latin letters, weights 600 to 800."""

import os

import fontpkg
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

from dev.place import FONT

WEIGHTS = (600, 800)
PUNCTUATION = (0x2013, 0x2014, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2026, 0x20AC)
LETTERS = (*range(0x20, 0x7F), *range(0xA0, 0x100), *PUNCTUATION)
FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp"]  # "tnum" makes fontTools 4.68 fail on this font


def make() -> None:
    whole = TTFont(fontpkg.path("plus-jakarta-sans", weight=700))
    font = instancer.instantiateVariableFont(whole, {"wght": WEIGHTS})
    options = subset.Options(layout_features=FEATURES, hinting=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    FONT.parent.mkdir(parents=True, exist_ok=True)
    draft = FONT.with_name(f"{FONT.name}.{os.getpid()}")
    font.save(draft)
    draft.replace(FONT)


if __name__ == "__main__":
    make()
