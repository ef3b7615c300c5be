"""What a page says about a plan while it is typed: by the rule by which it is recorded (`talk`)."""

from urllib.parse import urljoin

from django.conf import settings

from cases.rules.offers import talk
from lib.clock import today

MOST_SIGNS = 4  # nobody says more than that to a family in one talk
# Sent by hand over WhatsApp to the family; names nobody, and no offer.
SHARE_TEXT = "Bacaan dari Kota Pangkalpinang sebelum berangkat kerja ke luar negeri. Gratis dan boleh dibagikan."


def talk_about(journey, *, is_said, is_minor):
    """For `cases/_talk_script.html`. `journey` holds the answers of a form, read as far as they can be read."""
    reading, past = talk.script(journey, today()), talk.so_far(journey)
    codes, signs = {sign.flag.code for sign in reading.warnings}, reading.warnings[:MOST_SIGNS]
    return {
        "signs": signs,
        "is_any_unsure": any(not sign.flag.is_vouched_for for sign in signs),
        "share_text": share_text(signs),
        "is_talk_said": is_said,
        "is_heard": codes <= past.heard,
        "is_visited": codes <= past.visited and not past.is_visit_owed,
        "is_minor": is_minor,
    }


def share_text(signs):
    """What to leave with the family: each page to read once; '' where no sign has one."""
    pages = dict.fromkeys(urljoin(settings.SITE_URL, sign.flag.page) for sign in signs if sign.flag.page)
    return "\n".join([SHARE_TEXT, *pages]) if pages else ""


def talk_about_typed(form, journey, request):
    """As `talk_about`, for a form about a journey of somebody in the register; nothing of it is saved."""
    if form.is_bound:
        form.is_valid()
        for name in form.cleaned_data.keys() - {"version"}:
            setattr(journey, name, form.cleaned_data[name])
    return talk_about(journey, is_said=is_said(request), is_minor=journey.person.is_minor(today()))


def is_said(request):
    return "is_talk_said" in request.POST
