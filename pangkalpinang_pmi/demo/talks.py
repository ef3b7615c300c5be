"""Families that were spoken to about an offer: one waits for its visit, one has been visited, one visit is late."""

from cases.models import Journey
from cases.rules.offers import red_flag, talk
from cases.rules.register import registration
from cases.states.journey import JourneyStatus
from pangkalpinang_pmi.demo.places import TUA_TUNU_INDAH

OFFERS = (
    # days since the talk, what the offer was
    (1, {"country": "KH", "job": "admin kantor", "visa": "WISATA", "offerer_kind": "KENALAN"}),
    (6, {"job": "pelayan restoran", "visa": "TANPA", "offerer_kind": "IKLAN", "passport_office": "Jakarta"}),
    (9, {"country": "TH", "job": "operator komputer", "offerer_kind": "CALO", "money_asked": 7_500_000}),
)


def fill(city):
    red_flag.load()
    here = Journey.objects.filter(person__territory__code__startswith=TUA_TUNU_INDAH)
    waiting = list(here.filter(status=JourneyStatus.TERDATA_RT).order_by("pk")[: len(OFFERS)])
    for journey, (days, offer) in zip(waiting, OFFERS, strict=False):
        plan = registration.correct_journey(journey, version=journey.version, **offer)
        talk.record(plan, is_said=True, by=city.officials["ketua.rt"], on=city.ago(days))
    visited = waiting[1].visits.get()
    talk.finish_visit(
        visited,
        outcome="KE_DISNAKER",
        note="Ibu dan kakaknya ikut mendengarkan. Paspor belum diserahkan kepada siapa pun.",
        by=city.officials["kelurahan"],
        on=city.ago(4),
    )
