from django import forms

from accounts.models import Territory
from cases.models import Contact, Document, Person
from cases.states.journey import JourneyStatus
from cases.values.countries import CHOICES
from cases.values.identity import NIK_LENGTH, normalise_document_number, normalise_nik, normalise_phone
from lib.clock import today

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

    q = forms.CharField(label="Cari", required=False, max_length=100, widget=forms.SearchInput)
    status = forms.ChoiceField(label="Status", required=False)
    negara = forms.ChoiceField(label="Negara", required=False, choices=[("", "Semua negara"), *CHOICES])
    wilayah = forms.ChoiceField(label="Wilayah", required=False)

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
        self.fields["q"].help_text = "Nama, NIK, paspor, atau nomor HP" if may_search_numbers else "Nama"

    @property
    def is_filtered(self):
        return any(self.cleaned_data.get(name) for name in ("status", "negara", "wilayah"))

    def apply(self, people):
        """The people that match. For a form that has been validated."""
        data = self.cleaned_data
        if data.get("q"):
            people = self.search(people, data["q"])
        if data.get("wilayah"):
            inside = Territory.objects.inside(self.places[data["wilayah"]])
            people = people.filter(territory__in=list(inside.values_list("pk", flat=True)))
        if data.get("status") or data.get("negara"):
            people = people.with_latest_journey(status=data.get("status"), country=data.get("negara"))
        return people

    def search(self, people, text):
        """By number where there are digits, else by name. Who may not see numbers cannot probe for them either."""
        if not any(character.isdigit() for character in text):
            return people.named_like(text)
        if not self.actor.has_perm("cases.register_person"):
            return people.none()
        return people.filter(pk__in=self.found_by_number(text))

    def found_by_number(self, text):
        """Keys of the persons with this NIK, register number, passport or phone, in any spelling."""
        number = normalise_document_number(text)
        found = Document.objects.visible_to(self.actor).with_number(number).values_list("person", flat=True)
        keys = set(found)
        if number.startswith("W") and number[1:].isdigit() and len(number) < NIK_LENGTH:
            keys.add(int(number[1:]))
        for people, normalise in ((self._with_nik, normalise_nik), (self._with_phone, normalise_phone)):
            try:
                keys |= set(people(normalise(text)))
            except ValueError:
                continue
        return keys

    def _with_nik(self, nik):
        return Person.objects.with_nik(nik).values_list("pk", flat=True)

    def _with_phone(self, phone):
        return Contact.objects.visible_to(self.actor).with_phone(phone).values_list("person", flat=True)
