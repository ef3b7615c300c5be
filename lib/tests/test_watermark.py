from PIL import Image, ImageChops

from lib.tests import papers
from lib.tests.test_cleaning import opened
from lib.watermark import stamp

WHO = ("Ana", "Petugas Disnaker", "24 November 2026 20.51 WIB")


def differs(first, second, box):
    difference = ImageChops.difference(opened(first).crop(box), opened(second).crop(box))
    return max(high for _, high in difference.getextrema()) > 60


def test_every_quarter_says_who_looked():
    for colour in ("white", "black", (120, 130, 90)):
        plain = papers.saved(Image.new("RGB", (1200, 800), colour), "JPEG")
        marked = stamp(plain, WHO)
        for left in (0, 600):
            for top in (0, 400):
                assert differs(plain, marked, (left, top, left + 600, top + 400))


def test_a_small_picture_is_marked_too():
    plain = papers.saved(Image.new("RGB", (300, 200), "white"), "JPEG")
    assert differs(plain, stamp(plain, WHO), (0, 0, 300, 200))
