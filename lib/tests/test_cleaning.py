"""What strangers hand in: judged by content, taken apart elsewhere, and only what can be seen is kept."""

import io

import pytest
from PIL import Image

from lib.cleaning import apart
from lib.cleaning.clean import clean
from lib.cleaning.image import MAX_PIXELS, MAX_SIDE
from lib.cleaning.kind import Kind
from lib.cleaning.refusal import Refusal, Refused
from lib.tests import papers
from lib.tests.papers import BLUE, RED
from lib.upload_handler import MAX_BYTES

HIDDEN = (b"Exif", b"GPS", b"rahasia", b"ICC_PROFILE", b"http", b"JavaScript", b"Launch", b"PK\x03\x04", b"<script")


def opened(page):
    return Image.open(io.BytesIO(page))


def is_near(pixel, colour):
    return all(abs(a - b) < 30 for a, b in zip(pixel, colour, strict=True))


def refusal_of(data):
    with pytest.raises(Refused) as caught:
        clean(data)
    return caught.value.refusal


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (papers.photo(), Kind.JPEG),
        (papers.saved(papers.picture(), "PNG"), Kind.PNG),
        (papers.saved(papers.picture(mode="P"), "PNG"), Kind.PNG),
        (papers.saved(papers.picture(), "WEBP"), Kind.WEBP),
        (papers.saved(papers.picture(), "HEIF"), Kind.HEIC),
        (papers.saved(papers.picture(mode="CMYK"), "JPEG"), Kind.JPEG),
    ],
    ids=["jpeg", "png", "palette", "webp", "heic", "cmyk"],
)
def test_a_photo_of_any_phone_becomes_a_jpeg(data, kind):
    found, (page,) = clean(data)
    image = opened(page)
    assert (found, image.format, image.mode, image.size) == (kind, "JPEG", "RGB", (300, 200))
    assert is_near(image.getpixel((150, 20)), RED) and is_near(image.getpixel((150, 180)), BLUE)


def test_nothing_is_kept_but_what_can_be_seen():
    _, (page,) = clean(papers.photo() + b"PK\x03\x04<script>")
    image = opened(page)
    assert not image.getexif() and set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
        "progressive",
        "progression",
    }
    assert not [word for word in HIDDEN if word in page]


@pytest.mark.parametrize(("orientation", "red_at"), [(1, (150, 20)), (3, (150, 180)), (6, (180, 150)), (8, (20, 150))])
def test_it_is_turned_upright(orientation, red_at):
    image = opened(clean(papers.photo(orientation=orientation))[1][0])
    assert image.size == ((300, 200) if orientation in (1, 3) else (200, 300))
    assert is_near(image.getpixel(red_at), RED)


def test_what_is_see_through_becomes_white():
    page = clean(papers.saved(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))[1][0]
    assert opened(page).getpixel((20, 20)) == (255, 255, 255)


def test_a_large_photo_becomes_small():
    page = clean(papers.photo((3000, 1500)))[1][0]
    assert opened(page).size == (MAX_SIDE, MAX_SIDE // 2)


def test_each_page_of_a_pdf_becomes_a_picture():
    kind, pages = clean(papers.pdf(pages=3))
    assert (kind, len(pages)) == (Kind.PDF, 3)
    assert opened(pages[2]).size == (600, 900)
    assert is_near(opened(pages[2]).getpixel((300, 450)), (255, 0, 0))


@pytest.mark.parametrize(
    "data",
    [
        papers.pdf(catalog=papers.SCRIPT),
        papers.pdf() + b"PK\x03\x04<script>alert(1)</script>",
        b"\xef\xbb\xbf\r\n" + papers.pdf(),
    ],
    ids=["active", "polyglot", "after a byte order mark"],
)
def test_of_a_pdf_only_the_picture_is_left(data):
    _, (page,) = clean(data)
    assert opened(page).format == "JPEG"
    assert not [word for word in HIDDEN if word in page]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", Refusal.EMPTY),
        (b"MZ\x90\x00" + b"\0" * 200, Refusal.UNKNOWN),
        (b"MZ" + papers.pdf(), Refusal.UNKNOWN),
        (b"GIF89a" + b"\0" * 50, Refusal.UNKNOWN),
        (b"PK\x03\x04" + b"\0" * 50, Refusal.UNKNOWN),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", Refusal.UNKNOWN),
        (b"<html><script>alert(1)</script>", Refusal.UNKNOWN),
        (papers.huge_png(60_000), Refusal.TOO_MANY_PIXELS),
        (papers.huge_png(11_000), Refusal.TOO_MANY_PIXELS),
        (papers.huge_png(500), Refusal.BROKEN),
        (papers.photo()[:-300], Refusal.BROKEN),
        (papers.saved(papers.picture(), "PNG")[:-40], Refusal.BROKEN),
        (papers.saved(papers.picture(), "HEIF")[:-40], Refusal.BROKEN),
        (papers.pdf()[:-80], Refusal.BROKEN),
        (b"\xff\xd8\xff\xe0" + b"\0" * 200, Refusal.BROKEN),
        (b"%PDF-1.7\nnothing\n%%EOF", Refusal.BROKEN),
        (papers.pdf(pages=0), Refusal.BROKEN),
        (papers.pdf(pages=31), Refusal.TOO_MANY_PAGES),
        (papers.pdf(trailer=papers.LOCK), Refusal.LOCKED),
    ],
    ids=[
        "empty",
        "exe",
        "exe and pdf",
        "gif",
        "zip",
        "svg",
        "html",
        "60,000 x 60,000",
        "11,000 x 11,000",
        "png without its lines",
        "half a jpeg",
        "half a png",
        "half a heic",
        "half a pdf",
        "only a beginning",
        "pdf of nothing",
        "pdf without pages",
        "31 pages",
        "password",
    ],
)
def test_anything_else_is_refused(data, refusal):
    assert refusal_of(data) == refusal


def test_the_largest_sensor_of_a_phone_is_taken():
    assert 8192 * 6144 < MAX_PIXELS < 11_000 * 11_000


# ---- in a process of its own


def test_the_pages_come_back_from_the_other_process():
    cleaned = apart.clean(papers.pdf(pages=2))
    assert (cleaned.kind, len(cleaned.pages), len(cleaned.sha256)) == (Kind.PDF, 2, 64)
    assert [opened(page).size for page in cleaned.pages] == [(600, 900)] * 2


def test_what_unpacks_to_a_gigabyte_ends_there(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 5)  # by its memory if not by its time
    with pytest.raises(Refused, match=Refusal.TOO_COMPLEX):
        apart.clean(papers.bomb_pdf(1000))


def test_too_many_bytes_are_not_even_looked_at(monkeypatch):
    monkeypatch.setattr(apart, "sys", None)  # a process cannot be started any more
    with pytest.raises(Refused, match=Refusal.TOO_BIG):
        apart.clean(b"\xff\xd8\xff" + b"\0" * MAX_BYTES)


def test_a_process_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 0.01)
    with pytest.raises(Refused, match=Refusal.TOO_COMPLEX):
        apart.clean(papers.photo())
