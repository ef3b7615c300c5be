from django import forms

from accounts.models import Territory
from cases.models import Contact, Document, Person
from cases.states.journey import JourneyStatus
from cases.values.countries import CHOICES
from cases.values.identity import NIK_LENGTH, normalise_document_number, normalise_nik, normalise_phone
from lib.clock import today
from lib.plain_select import PlainSelect

# The places a filter offers, by the level the actor's own territory has: the next one people there speak of.
OFFERED = {
    Territory.Level.CITY: Territory.Level.KELURAHAN,
    Territory.Level.KECAMATAN: Territory.Level.KELURAHAN,
    Territory.Level.KELURAHAN: Territory.Level.RT,
    Territory.Level.RW: Territory.Level.RT,
}


def places_for(actor):
    level = OFFERED.get(actor.territory.level)
    return Territory.objects.visible_to(actor).valid(today()).filter(level=level).order_by("code")


class PeopleFilter(forms.Form):
    """Search box and filters of the list; whatever is not a valid choice is left out, a link may be old."""

    FILTERS = ("status", "negara", "wilayah")

    q = forms.CharField(required=False, max_length=100, widget=forms.SearchInput)
    status = forms.ChoiceField(label="Status", required=False, widget=PlainSelect)
    negara = forms.ChoiceField(
        label="Negara", required=False, choices=[("", "Semua negara"), *CHOICES], widget=PlainSelect
    )
    wilayah = forms.ChoiceField(label="Wilayah", required=False, widget=PlainSelect)

    def __init__(self, data, *, actor):
        super().__init__(data)
        self.actor = actor
        self.fields["status"].choices = [("", "Semua status"), *JourneyStatus.choices]
        self.places = {place.code: place for place in places_for(actor)}
        names = [(code, place.path_name) for code, place in self.places.items()]
        self.fields["wilayah"].choices = [("", "Semua wilayah"), *names]
        if len(names) < 2:
            del self.fields["wilayah"]
        may_search_numbers = actor.has_perm("cases.register_person")
        self.fields["q"].label = "Cari nama, NIK, paspor, atau nomor HP" if may_search_numbers else "Cari nama"

    @property
    def is_filtered(self):
        return any(self.cleaned_data.get(name) for name in self.FILTERS)

    @property
    def part_of_city(self):
        """The place that is asked for, or None for the whole city."""
        own = self.actor.territory
        chosen = self.places.get(self.cleaned_data.get("wilayah"))
        return chosen or (own if own.level != Territory.Level.CITY else None)

    def apply(self, people):
        """The people that match. For a form that has been validated."""
        data = self.cleaned_data
        if data.get("q"):
            people = self.search(people, data["q"])
        part = self.part_of_city
        if part:
            people = people.living_in(part)
        if data.get("status") or data.get("negara"):
            people = people.with_latest_journey(status=data.get("status"), country=data.get("negara"))
        return people.newest_first(few=part is not None)

    def search(self, people, text):
        """By number where there are digits, else by name. Who may not see numbers cannot probe for them either."""
        if not any(character.isdigit() for character in text):
            return people.named_like(text)
        if not self.actor.has_perm("cases.register_person"):
            return people.none()
        return people.filter(pk__in=self.found_by_number(text))

    def found_by_number(self, text):
        """Keys of the persons with this register number, NIK, passport or phone, in any spelling; one question."""
        number = normalise_document_number(text)
        found = [
            Document.objects.visible_to(self.actor).with_number(number).values_list("person", flat=True),
            *self._where(normalise_nik, text, lambda nik: Person.objects.with_nik(nik).values_list("pk", flat=True)),
            *self._where(normalise_phone, text, self._with_phone),
        ]
        keys = set(found[0].union(*found[1:]))
        is_register_number = number[:1] == "W" and number[1:].isdecimal() and len(number) < NIK_LENGTH
        return keys | ({int(number[1:])} if is_register_number else set())

    def _with_phone(self, phone):
        return Contact.objects.visible_to(self.actor).with_phone(phone).values_list("person", flat=True)

    @staticmethod
    def _where(normalise, text, question):
        """The question about `text`, where it can be a number of that kind at all."""
        try:
            return [question(normalise(text))]
        except ValueError:
            return []
