"""The guides show what they speak of: every picture is there, said in words, and light enough for a phone."""

import re

import pytest

from dev.place import CHECKOUT

GUIDES = sorted((CHECKOUT / "docs").glob("panduan-*.md"))
PICTURE = re.compile(
    r'!\[(?P<alt>[^\]]*)\]\((?P<file>[^)]+)\)|<img src="(?P<source>[^"]+)"[^>]* alt="(?P<words>[^"]*)">'
)
HEAVIEST = 160_000


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_every_picture_is_there_is_described_and_is_light(guide):
    text = guide.read_text()
    found = list(PICTURE.finditer(text))
    assert len(found) == text.count("pictures/")
    for picture in found:
        file = guide.parent / (picture["file"] or picture["source"])
        assert (picture["alt"] or picture["words"] or "").strip(), picture[0]
        assert 0 < file.stat().st_size <= HEAVIEST, file.name
