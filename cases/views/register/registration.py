import json
from uuid import UUID, uuid4

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts import unsent
from accounts.models import Role
from cases.forms.fields import NikField
from cases.forms.register.draft_photo import DraftPhotoForm
from cases.forms.register.registration import CHECK, FIRST, ORDER, PAGES, page_form, typed_in
from cases.forms.register.registration_answers import Answers, as_sent, differences, plan_of
from cases.forms.register.registration_place import KelurahanForm, PlaceForm, places_in
from cases.forms.register.registration_row import typed_pages
from cases.models import NikConflict, Person, RegistrationDraft, SheetRow, StoredFile
from cases.models.registration_draft import NOTICE
from cases.rules import uploads
from cases.rules.register import nik_reading, registration_draft
from cases.views.offers.talk import talk_about
from cases.views.register.joined_entry import nobody
from lib.clock import today
from lib.row_key import row_key

PHOTO_PAGE = "dokumen"
REMOVE = "remove-"  # before the key of the photo whose button was pressed
SHOWN_DRAFTS = 25


# --- begin


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.register_person", raise_exception=True)
def register(request):
    """The office's drafts and a fresh start. Who enters for an RT head chooses the RT first."""
    row = given_row(request)
    choice = KelurahanForm(given_kelurahan(request, row), actor=request.actor)
    if not choice.is_valid():
        return render(
            request, "cases/register/registration_place.html", {"form": choice, "row": row} | drafts_of(request)
        )
    kelurahan = choice.cleaned_data["kelurahan"]
    form = place_form(request, kelurahan)
    if form.is_valid():
        place, key = form.cleaned_data["territory"], form.cleaned_data["client_uuid"]
        draft = registration_draft.start(key=key, territory=place, by=request.actor)
        if row:
            registration_draft.fill(draft, typed_pages(row, place), by=request.actor)
        return redirect("cases:registration_page", draft.pk, FIRST)
    context = {"form": form, "kelurahan": kelurahan, "row": row} | drafts_of(request)
    return render(request, "cases/register/registration_start.html", context)


def place_form(request, kelurahan):
    """An RT head has one place to enter people for: whatever is sent, it is that one."""
    places = places_in(kelurahan.code, request.actor)
    data = request.POST.copy() if request.method == "POST" else None
    own = places.first() if request.actor.role == Role.RT else None
    if own and data is not None:
        data["territory"] = own.pk
    return PlaceForm(data, places=places, initial={"client_uuid": uuid4(), "territory": own})


def drafts_of(request):
    drafts = RegistrationDraft.objects.visible_to(request.actor).written().select_related("territory")
    return {"drafts": drafts[:SHOWN_DRAFTS], "notice_until": today() + NOTICE}


def given_kelurahan(request, row):
    """The actor's own kelurahan; who has several says which one in the address, or the list does."""
    known = request.actor.territory.kelurahan_code or (row and row.record["kelurahan_code"])
    return {"kelurahan": known} if known and "kelurahan" not in request.GET else request.GET


def given_row(request):
    """Whom another office's list names and we do not know (reconciliation): what it says need not be typed again."""
    key = row_key(request.GET.get("baris"))
    if key is None or not request.actor.has_perm("cases.import_people"):
        return None
    rows = SheetRow.objects.visible_to(request.actor).select_related("batch")
    return rows.filter(pk=key, pile=SheetRow.Pile.THEIRS).first()


# --- page by page


@unsent.kept_over_sign_in
@require_http_methods(["GET", "HEAD", "POST"])
@permission_required("cases.register_person", raise_exception=True)
def registration_page(request, pk, page):
    """One page of a draft. It is kept as it is left, in whatever direction, and whatever was typed."""
    if page not in PAGES:
        raise Http404
    draft = find_draft(request, pk)
    if draft is None:
        return after_sending(request, pk)
    if request.method == "POST":
        return leave_page(request, draft, page)
    typed = unsent.read(request)
    if typed:
        return show_unsent(request, draft, page, as_sent(typed))
    kept = draft.page(page)
    data = as_sent(kept.typed) if kept.version else None
    return show_page(request, draft, page, page_form(page, data, draft=draft, actor=request.actor))


def show_unsent(request, draft, page, data):
    """What did not arrive because the session had run out. Where another phone was faster, sending it shows both."""
    form = page_form(page, data, draft=draft, actor=request.actor)
    return show_page(request, draft, page, form, version=version_in(data), is_restored=True)


def find_draft(request, pk):
    return RegistrationDraft.objects.visible_to(request.actor).with_place().filter(pk=pk).first()


def after_sending(request, pk):
    """Back button, second phone, second click: what was sent is sent, and says so."""
    known = Person.objects.visible_to(request.actor).filter(client_uuid=pk).exists()
    if not known and not NikConflict.objects.reported_by(request.actor).filter(client_uuid=pk).exists():
        raise nobody(request, client_uuid=pk)
    return redirect("cases:registered", pk)


def leave_page(request, draft, page):
    form = page_form(page, request.POST, draft=draft, actor=request.actor)
    photos = DraftPhotoForm(request.FILES) if page == PHOTO_PAGE else None
    try:
        if photos:
            keep_photos(request, draft, photos)
        draft = keep(request, draft, page, form)
    except ValidationError as error:
        draft = find_draft(request, draft.pk)
        if draft is None:
            return after_sending(request, pk=request.resolver_match.kwargs["pk"])
        form.add_error(None, error)
        differs = differences(draft, page, form, request.actor)
        return show_page(request, draft, page, form, differs=differs, photo_form=photos)
    unsent.forget(request)
    way = request.POST.get("go", "")
    if photos and photos.errors:
        return show_page(request, draft, page, form, photo_form=photos)
    if way == "back":
        return redirect_to(draft, ORDER.index(page) - 1)
    if way.startswith(REMOVE):
        return redirect_to(draft, ORDER.index(page))
    if way == "rest" and (page != FIRST or form.is_valid()):
        return redirect_to(draft, ORDER.index(CHECK))
    if way != "skip" and not form.is_valid():
        return show_page(request, draft, page, form, photo_form=photos)
    return redirect_to(draft, ORDER.index(page) + 1)


def keep_photos(request, draft, photos):
    """Each that can be used, whatever lies in the other boxes; and take back the one whose button was pressed."""
    for name, kind, upload in photos.accepted():
        try:
            registration_draft.add_photo(draft, kind, upload, by=request.actor)
        except ValidationError as error:
            if not hasattr(error, "error_dict"):  # not about the file: the draft is gone
                raise
            photos.add_error(name, error.error_dict["file"])
    way = request.POST.get("go", "")
    if way.startswith(REMOVE):
        registration_draft.remove_photo(draft, as_uuid(way.removeprefix(REMOVE)), by=request.actor)


def as_uuid(text):
    try:
        return UUID(text)
    except ValueError:
        raise Http404 from None


def keep(request, draft, page, form):
    form.is_valid()
    return registration_draft.keep_page(
        draft,
        page,
        typed_in(form, request.POST),
        seen=version_in(request.POST),
        territory=form.cleaned_data.get("territory"),
        by=request.actor,
    )


def version_in(data):
    """The version of the page that was shown; 0, which overwrites nothing, for what is no version."""
    seen = data.get("version", "")
    return int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0


def redirect_to(draft, position):
    if position < 0:
        return redirect("cases:register")
    if ORDER[position] == CHECK:
        return redirect("cases:check_registration", draft.pk)
    return redirect("cases:registration_page", draft.pk, ORDER[position])


def show_page(request, draft, page, form, *, differs=(), **more):
    context = frame(draft, page) | {"form": form, "page": PAGES[page], "differs": differs} | more
    if page == "rencana":
        context |= talk_about_plan(draft, form.data or as_sent({}), request.actor)
    if page in (PHOTO_PAGE, "persetujuan"):  # whether photos may be kept is asked where there are some
        context["photos"] = photos_of(draft, request.actor)
    if page == PHOTO_PAGE:
        context["photo_form"] = more.get("photo_form") or DraftPhotoForm()
    return render(
        request, "cases/register/registration_page.html", context, status=uploads.status_for(more.get("photo_form"))
    )


def photos_of(draft, actor):
    return StoredFile.objects.visible_to(actor).filter(draft=draft).order_by("kind", "recorded_at")


def frame(draft, page):
    """What stands around every page: whose it is, which one of how many, and what the phone compares its text with."""
    pages = draft.pages
    return {
        "draft": draft,
        "number": ORDER.index(page) + 1,
        "count": len(ORDER),
        "version": draft.page(page).version,
        "versions": json.dumps({name: kept.version for name, kept in pages.items()}),
        "kelurahan_names": {draft.territory.kelurahan_code: draft.kelurahan},
    }


# --- while it is typed


@require_POST
@permission_required("cases.register_person", raise_exception=True)
def nik_hint(request):
    """What the digits say, beside the box in which they were just typed. Never in an address: this is a POST."""
    field = NikField(required=False)
    try:
        nik, error = field.clean(request.POST.get("nik", "")), ""
    except ValidationError as problem:
        nik, error = "", problem.messages[0]
    context = {
        "error": error,
        "says": nik_reading.in_words(nik, today()) if nik else "",
        "doubts": nik_reading.warnings(nik, today()) if nik else [],
    }
    return render(request, "cases/register/_nik_hint.html", context)


@require_POST
@permission_required("cases.register_person", raise_exception=True)
def talk_script(request, pk):
    """What to say to the family about the plan as it stands on the screen. Nothing is kept."""
    draft = find_draft(request, pk)
    if draft is None:
        raise Http404
    return render(request, "cases/register/_talk_script.html", talk_about_plan(draft, request.POST, request.actor))


def talk_about_plan(draft, data, actor):
    """`data` holds the answers of the plan page."""
    is_minor = Answers(draft, actor, asks=False).is_minor
    return talk_about(plan_of(data), is_said="is_talk_said" in data, is_minor=is_minor)
