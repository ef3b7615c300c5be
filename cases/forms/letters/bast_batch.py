"""Deeds of hand-over for many: what is the same for all, and beside each person who receives him."""

import uuid

from django import forms

from cases.forms.fields import NameField
from cases.forms.letters.case_letter import NOBODY, day, short, written
from cases.forms.letters.case_letter_deeds import FAMILY, NO_PROXY, RECEIVERS, deed_text
from cases.models import Contact
from cases.rules.letters.case_letter_content import Written
from cases.states.case_person import EXITS, CasePersonStatus
from cases.values.case_letter import SPECS, CaseLetterKind, Secrecy
from cases.values.choices import Relation
from cases.values.sharing import FieldGroup, LegalBasis
from lib.clock import today

NO_NAME, NO_RELATION = "Tulis namanya, atau kosongkan hubungannya juga.", "Pilih hubungannya."
# At home already, or gone another way: offered, and not ticked.
DONE = (CasePersonStatus.SERAH_TERIMA, CasePersonStatus.REINTEGRASI, CasePersonStatus.SELESAI, *EXITS)
CLOSE = [relation for relation in FAMILY if relation != Relation.DIRI_SENDIRI]
FEW = 5  # of more, each stands on one line, and all behind one press
CHOSEN = SPECS[CaseLetterKind.S08].usual
BASES = {FieldGroup.IDENTITAS: LegalBasis.TUGAS_PUBLIK.value}


class BASTBatchForm(forms.Form):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    handed_on = day("Tanggal serah terima", "Isi tanggalnya.")
    place = short("Tempat", "Tulis tempatnya.")
    condition = written(
        "Keadaan saat diserahkan", "Tulis keadaannya.", help_text="Sama untuk semua; bisa diubah nanti."
    )
    witnesses = written("Saksi", "Tulis saksinya.", help_text="Satu baris satu orang: nama, jabatan.")

    def __init__(self, links, data=None):
        first = {
            "client_uuid": uuid.uuid4(),
            "handed_on": today(),
            "place": "Bandar Udara Depati Amir, Pangkalpinang",
            "condition": "Sehat dan dapat berkomunikasi dengan baik.",
        }
        super().__init__(data, initial=first)
        family = _family_of([link.person for link in links])
        self.receivers = [ReceiverForm(link, family.get(link.person_id), data) for link in links]

    @property
    def is_long(self):
        return len(self.receivers) > FEW

    @property
    def ticked(self):
        return sum(bool(receiver["takes"].value()) for receiver in self.receivers)

    @property
    def known(self):
        return sum(bool(receiver["takes"].value() and receiver["receiver_name"].value()) for receiver in self.receivers)

    def clean(self):
        cleaned = super().clean()
        if all(receiver.is_valid() for receiver in self.receivers) and not self.letters_wanted():
            raise forms.ValidationError(NOBODY)
        return cleaned

    def is_valid(self):
        return super().is_valid() and all(receiver.is_valid() for receiver in self.receivers)

    def letters(self):
        """[(Written, answers)] for `bast_batch.prepare`, one for each person with a mark."""
        return [self._letter(receiver) for receiver in self.letters_wanted()]

    def letters_wanted(self):
        return [receiver for receiver in self.receivers if receiver.is_taken]

    def _letter(self, receiver):
        common = {name: self.cleaned_data[name] for name in ("handed_on", "place", "condition", "witnesses")}
        typed = common | {"belongings": ""} | receiver.received()
        whole = Written(
            links=[receiver.link], text=deed_text(typed), secrecy=Secrecy.TERBATAS, chosen=CHOSEN, bases=BASES
        )
        return whole, typed | {"persons": [receiver.link.pk], "chosen": CHOSEN, "secrecy": Secrecy.TERBATAS}


class ReceiverForm(forms.Form):
    """Who receives one person. Left empty where nobody knows yet: the letter has dots there, filled in by hand."""

    takes = forms.BooleanField(label="Buatkan", required=False)
    receiver_name = NameField(label="Nama yang menerima", required=False)
    receiver_relation = forms.ChoiceField(label="Hubungannya", choices=RECEIVERS, required=False)
    receiver_address = short("Alamatnya")
    proxy = short("Surat kuasa")

    def __init__(self, link, contact, data=None):
        self.link = link
        first = {"takes": link.status not in DONE, "receiver_address": link.person.address if contact else ""}
        first |= {"receiver_name": contact.name, "receiver_relation": contact.relation} if contact else {}
        super().__init__(data, initial=first, prefix=f"orang-{link.pk}")

    @property
    def is_taken(self):
        return self.cleaned_data.get("takes", False)

    def clean(self):
        cleaned = super().clean()
        name, relation = cleaned.get("receiver_name"), cleaned.get("receiver_relation")
        if not cleaned.get("takes") or self.errors:
            return cleaned
        if name and not relation:
            self.add_error("receiver_relation", NO_RELATION)
        elif relation and not name:
            self.add_error("receiver_name", NO_NAME)
        elif relation and relation not in FAMILY and not cleaned.get("proxy"):
            self.add_error("proxy", NO_PROXY)
        return cleaned

    def received(self):
        return {name: value for name, value in self.cleaned_data.items() if name != "takes"}


def _family_of(people):
    """Somebody of the family with a name, by person: whom the law names first among those we know."""
    contacts = Contact.objects.filter(person__in=people, relation__in=CLOSE).exclude(name="")
    return {contact.person_id: contact for contact in contacts.order_by("-pk")}
