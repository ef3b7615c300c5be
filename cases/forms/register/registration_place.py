"""Where somebody who is registered lives: asked first of those who enter for an RT head."""

from django import forms
from django.db.models import Q

from accounts.models import Territory
from lib.clock import today

RT_UNKNOWN = "RT belum diketahui"


def places_in(kelurahan_code, actor):
    """The RTs of a kelurahan that lie in the actor's own territory; last the kelurahan itself, where all of it does.

    Who guesses an RT shows the resident to a head who is not his: a caller at night may not know it.
    """
    rt = Q(code__startswith=f"{kelurahan_code}.", level=Territory.Level.RT)
    places = Territory.objects.visible_to(actor).filter(rt | Q(code=kelurahan_code)).valid(today())
    return places.order_by("-level", "code")


class PlaceField(forms.ModelChoiceField):
    def label_from_instance(self, territory):
        return territory.path_name if territory.level == Territory.Level.RT else RT_UNKNOWN


class KelurahanForm(forms.Form):
    """Which kelurahan, of those who enter for a whole city. None is chosen for them."""

    NOT_CHOSEN = "Pilih kelurahan tempat warga ini tinggal."
    kelurahan = forms.ModelChoiceField(
        queryset=Territory.objects.none(),
        to_field_name="code",
        label="Warga ini tinggal di kelurahan mana?",
        empty_label="Pilih kelurahan",
        error_messages={"required": NOT_CHOSEN, "invalid_choice": NOT_CHOSEN},
    )

    def __init__(self, data=None, *, actor):
        super().__init__(data if data and "kelurahan" in data else None)
        places = Territory.objects.valid(today()).filter(level=Territory.Level.KELURAHAN).order_by("name")
        own = actor.territory.kelurahan_code  # what an RT head sees ends below his kelurahan
        self.fields["kelurahan"].queryset = places.filter(code=own) if own else places.visible_to(actor)


class PlaceForm(forms.Form):
    """Which RT."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    territory = PlaceField(
        queryset=Territory.objects.none(),
        label="Warga ini tinggal di RT mana?",
        empty_label="Pilih RT",
        error_messages={"required": "Pilih RT tempat warga ini tinggal."},
    )

    def __init__(self, data=None, *, places, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["territory"].queryset = places
