"""Pictures of articles: small, in the formats phones read, and said in words."""

import re
from functools import cache
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from PIL import Image as Drawing
from PIL import ImageFilter
from wagtail.images.models import Image

from education import pictures
from education.models import ArticlePage
from education.pictures import FORMATS, MOST_BYTES, WIDTHS

ALT = "Paspor dan perjanjian kerja di atas meja"


@cache
def photograph(size=(2400, 1800)):
    """A JPEG as full of detail as leaves in the sun: soft clouds of colour, and grain over all of them."""
    bands = [Drawing.effect_noise((size[0] // step, size[1] // step), 90).resize(size) for step in (12, 20, 30)]
    grain = Drawing.effect_noise(size, 40).filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    out = BytesIO()
    Drawing.blend(Drawing.merge("RGB", bands), grain, 0.25).save(out, "JPEG", quality=92)
    return out.getvalue()


@pytest.fixture
def image(db):
    return Image.objects.create(title="Meja", file=ImageFile(BytesIO(photograph()), "meja.jpg"))


@pytest.fixture
def article(home, image):
    page = ArticlePage.objects.get(slug="daftar-periksa")
    block = ("image", {"image": image, "alt": ALT, "caption": ""})
    page.body = [block, ("text", "<p>Siapkan dulu.</p>"), block]
    page.save_revision().publish()
    return page


def test_every_size_and_format_is_small(image):
    assert image.file.size > 1_000_000
    shown = pictures.picture(image)
    assert [len(shown.formats[kind]) for kind in FORMATS] == [len(WIDTHS)] * len(FORMATS)
    for kind in FORMATS:
        for width, rendition in zip(WIDTHS, shown.formats[kind], strict=True):
            assert rendition.width == width
            assert rendition.file.size <= MOST_BYTES
            with rendition.file.open() as file, Drawing.open(file) as opened:
                assert (opened.format.lower(), opened.width) == (kind, width)


def test_what_is_too_large_even_coarse_becomes_narrower(image, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 6_000)
    shown = pictures.picture(image)
    renditions = [made for kind in FORMATS for made in shown.formats[kind]]
    assert max(made.file.size for made in renditions) <= 6_000
    assert min(made.width for made in renditions) < min(WIDTHS)


def test_a_phone_takes_the_smallest_format_it_reads(client, article):
    first, second = re.findall("<picture>.*?</picture>", client.get(article.url).text)
    assert re.findall('type="(.*?)"', first) == ["image/avif", "image/webp"]
    tag = re.search("<img[^>]*>", first)[0]
    assert re.search(r'src="[^"]*\.jpg"', tag) and 'width="400"' in tag and 'height="300"' in tag
    assert f'alt="{ALT}"' in tag
    assert "800w" in first and "42rem" in first
    assert "lazy" not in first and 'loading="lazy"' in second


def test_each_named_file_is_there_for_everybody(client, article):
    for address in set(re.findall(r"/media/images/[^\s\"]+", client.get(article.url).text)):
        answer = client.get(address)
        assert answer.status_code == 200 and len(answer.content) <= MOST_BYTES


def test_made_once(client, article, image, django_assert_max_num_queries):
    client.get(article.url)
    made = image.renditions.count()
    with django_assert_max_num_queries(12):
        client.get(article.url)
    assert image.renditions.count() == made


def test_a_lost_file_leaves_the_page_as_it_is(client, article, image):
    image.renditions.all().delete()
    image.file.storage.delete(image.file.name)
    ArticlePage.objects.get(pk=article.pk).save_revision().publish()
    answer = client.get(article.url)
    assert answer.status_code == 200 and "<picture>" not in answer.text


@pytest.mark.parametrize("alt", ["", "   "])
def test_a_picture_without_words_is_not_taken(image, alt):
    block = ArticlePage.body.field.stream_block.child_blocks["image"]
    with pytest.raises(ValidationError):
        block.clean(
            {"image": image, "alt": block.child_blocks["alt"].clean(alt) if alt.strip() else alt.strip(), "caption": ""}
        )
