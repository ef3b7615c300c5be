"""The pages the portal starts with. Each is made once and never touched again: editors own it, and may delete it."""

import json

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.timezone import now
from wagtail.models import Page, ReferenceIndex, Revision, Site
from wagtail.search.backends import get_search_backend
from wagtail.signal_handlers import disable_reference_index_auto_update

from education import editors, emergency, search_index, start_content
from education.models import ArticlePage, EmergencyContact, EmergencyPage, Fact, HomePage, SectionPage, StartContent

HOME = "beranda"
VERSION_FIELDS = ["latest_revision", "latest_revision_created_at", "live_revision"]


@transaction.atomic
def publish_start_pages() -> None:
    """Numbers, pages, the editors' groups and the emergency file. Repeatable, for a new city and on every update."""
    editors.set_up_groups()
    add_facts()
    codes = add_contacts()
    home = ensure_home()
    give(home, EmergencyPage, "darurat", start_content.article("darurat.md"), codes)
    for name in ("privasi", "aksesibilitas"):
        give(home, ArticlePage, name, start_content.article(f"{name}.md"), codes)
    shelf = start_content.table("edukasi.toml")
    sections = shelf.pop("sections")
    education = give(home, SectionPage, "edukasi", shelf, codes)
    for fields in sections:
        names = [f"{fields['slug']}/{name}" for name in fields.pop("articles")]
        section = give(education, SectionPage, fields["slug"], fields, codes)
        for name in names:
            give(section, ArticlePage, name, start_content.article(f"{name}.md"), codes)
    keep_first_versions()
    search_index.add_missing()
    emergency.write_on_commit()


def add_contacts() -> dict:
    """Keys of the contacts by code. A contact that was once added is the editors' from then on."""
    table = start_content.table("nomor.toml")
    places = {code: place * 10 for place, code in enumerate(table, start=1)}
    for code in StartContent.objects.first_time("nomor", table):
        EmergencyContact.objects.get_or_create(code=code, defaults=table[code] | {"order": places[code]})
    return dict(EmergencyContact.objects.exclude(code=None).values_list("code", "pk"))


def add_facts() -> None:
    """Like the numbers: start values once, the editors' afterwards."""
    table = start_content.table("fakta.toml")
    known = set(Fact.objects.filter(code__in=table).values_list("code", flat=True))
    missing = {code: table[code] for code in StartContent.objects.first_time("fakta", table) if code not in known}
    facts = [Fact(code=code, is_certain=row.pop("certain", False), **row) for code, row in missing.items()]
    get_search_backend().add_bulk(Fact, Fact.objects.bulk_create(facts))


def ensure_home():
    """The home page in place of Wagtail's welcome page."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        fields = start_content.table("beranda.toml")
        home = HomePage(
            slug=HOME,
            **fields
            | {
                "steps": stream([("step", start_content.step(line)) for line in fields["steps"]]),
                "red_flags": stream([("flag", line) for line in fields["red_flags"]]),
                "for_heads": "".join(start_content.prose(lines.splitlines()) for lines in fields["for_heads"]),
            },
        )
        publish(root, home)
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "port": 80, "root_page": home}
        )
        Page.objects.filter(depth=2, content_type__model="page").first().delete()
    return home


def give(parent, model, name, fields, codes):
    """The page that was made of this start page, wherever it stands now; None where an editor deleted it.

    Made now and published, but for drafts, if it never was.
    """
    given = StartContent.objects.filter(name=f"halaman/{name}").select_related("page").first()
    if given or parent is None:
        return given and given.page
    page = model.objects.child_of(parent).filter(slug=fields["slug"]).first()
    if page is None:
        is_draft = fields.get("is_draft", False)
        fields = {name: value for name, value in fields.items() if name != "is_draft"}
        if "body" in fields:
            fields["body"] = stream(with_keys(fields["body"], codes))
        page = publish(parent, model(**fields, live=not is_draft))
    StartContent.objects.create(name=f"halaman/{name}", page=page)
    return page


def publish(parent, page):
    """`save_revision().publish()` would save and index each page three times; sixty pages would take a minute."""
    if page.live:
        page.first_published_at = page.last_published_at = now()
    with disable_reference_index_auto_update():
        return parent.add_child(instance=page)


def keep_first_versions():
    """The beginning of the editors' history, and who names which number: for all new pages at once."""
    kind = ContentType.objects.get_for_model(Page)
    pages = list(Page.objects.filter(latest_revision=None, depth__gt=1).specific())
    revisions = [
        Revision(
            content_object=page,
            base_content_type=kind,
            content=page.serializable_data(),
            object_str=str(page),
            created_at=now(),
        )
        for page in pages
    ]
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)
    for page, revision in zip(pages, Revision.objects.bulk_create(revisions), strict=True):
        page.latest_revision, page.latest_revision_created_at = revision, revision.created_at
        page.live_revision = revision if page.live else None
    bases = [Page(pk=page.pk, **{name: getattr(page, name) for name in VERSION_FIELDS}) for page in pages]
    Page.objects.bulk_update(bases, VERSION_FIELDS)


def with_keys(body, codes):
    """Phone blocks name contacts by code in the files and by key in the database; deleted ones are left out."""
    return [
        (kind, [codes[code] for code in value if code in codes] if kind == "phones" else value) for kind, value in body
    ]


def stream(blocks):
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])
