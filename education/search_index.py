"""The search's own table: written whenever a page appears, changes or goes, by whoever and however it was timed."""

import re
from html import unescape

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from education import start_content
from education.models import ArticlePage, EmergencyPage, Fact, SearchEntry, SearchWord
from education.site_search import CONFIG
from education.values import fact_tags
from education.values.query_words import plain_text
from lib.clock import today

SEARCHED = (ArticlePage, EmergencyPage)
SENTENCE = re.compile(r"(?<=[.!?])\s+")
TAG = re.compile(r"<[^>]+>")
HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)
BLOCK_END = re.compile(r"</(?:h[1-6]|p|li|dt|dd|blockquote|summary)>|<br ?/?>")


@transaction.atomic
def put(page):
    """Write what the search knows of a published page."""
    page = page.specific
    if not isinstance(page, SEARCHED):
        return
    is_article = isinstance(page, ArticlePage)
    summary = page.summary if is_article else page.lead
    parent = page.get_parent()
    html = [text for block in page.body.raw_data for text in texts(block["value"])]
    headings = [title for text in html for title in HEADING.findall(text)]
    lines = [summary, *(line for text in html for line in sentences(text))]
    if is_article and page.is_discreet:  # read on a watched phone: say no more than the page's own neutral words
        title, quoted = page.seo_title or page.title, []
    else:
        title, quoted = page.title, lines
    entry, _ = SearchEntry.objects.update_or_create(
        page_id=page.pk,
        defaults={
            "title": title,
            "section": parent.title if parent.depth > 2 else "",
            "text": "\n".join(filter(None, quoted)),
        },
    )
    named = f"{page.title} {page.slug.replace('-', ' ')}"
    write(entry, a=named, b=summary, c=" ".join(map(plain, headings)), d="\n".join(lines))


def write(entry, *, a, b="", c="", d=""):
    said = with_facts([a, b, c, d])
    parts = [SearchVector(Value(text), weight=weight, config=CONFIG) for weight, text in zip("ABCD", said, strict=True)]
    SearchEntry.objects.filter(pk=entry.pk).update(vector=parts[0] + parts[1] + parts[2] + parts[3])
    words = {word for word in plain_text(" ".join(said)).split() if 2 <= len(word) <= 40}
    SearchWord.objects.bulk_create([SearchWord(word=word) for word in sorted(words)], ignore_conflicts=True)


def with_facts(texts):
    """A page is found by what its facts are about and say, as long as somebody vouches for them."""
    codes = set().union(*map(fact_tags.codes, texts))
    facts = Fact.objects.certain(today()).filter(code__in=codes) if codes else []
    said = {fact.code: f"{fact.label} {fact.value}" for fact in facts}
    return [unescape(fact_tags.fill(text, said, unsure=" ", days=dict.fromkeys(codes, " "))) for text in texts]


def follow_fact(code):
    """All pages that say this fact, anew; pages that editors own name it by its tag."""
    for model in SEARCHED:
        for page in model.objects.live():
            if code in page.fact_codes:
                put(page)


def put_services():
    """The pages that are no articles: what they are for stands in content/layanan.toml."""
    for path, row in start_content.table("layanan.toml").items():
        entry, _ = SearchEntry.objects.update_or_create(
            path=path, defaults={"title": row["title"], "section": "Layanan", "text": row["summary"]}
        )
        write(entry, a=row["title"], b=row["summary"], c=row.get("words", ""))


def add_missing():
    """Pages that came in another way than by the publish button."""
    known = set(SearchEntry.objects.exclude(page=None).values_list("page_id", flat=True))
    for model in SEARCHED:
        for page in model.objects.live().exclude(pk__in=known):
            put(page)
    put_services()


@transaction.atomic
def rebuild():
    """All of it anew. Returns how many pages it knows."""
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()
    add_missing()
    return SearchEntry.objects.count()


@receiver(page_published)
def follow_published(instance, **kwargs):
    put(instance)


@receiver(page_unpublished)
def follow_unpublished(instance, **kwargs):
    SearchEntry.objects.filter(page_id=instance.pk).delete()


def texts(value):
    """Whatever is text in a block as it is stored; numbers and pictures are named by keys."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for name, part in value.items() if name not in ("id", "type") for text in texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts(part))


def sentences(html):
    text = plain(BLOCK_END.sub("\n", html))
    for line in text.splitlines():
        yield from (sentence.strip() for sentence in SENTENCE.split(line) if sentence.strip())


def plain(html):
    return unescape(TAG.sub("", html)).replace("\xa0", " ")
