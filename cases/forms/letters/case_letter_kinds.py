"""What each kind of letter to an office asks beyond the rest (domain.md §3.7), and how its template is told."""

from django import forms

from cases.forms.casework.funding import amount_of
from cases.forms.fields import MoneyField, one_of
from cases.forms.letters import case_letter_deeds as deeds
from cases.forms.letters.case_letter import CaseLetterForm, day, lines_of, said, short, written
from cases.models import CaseLetter
from cases.rules.casework import funding
from cases.states.case_letter import CaseLetterStatus
from cases.values.case_letter import CaseLetterKind as K
from lib.clock import today
from lib.rupiah import rupiah

CHRONOLOGY_STAYS = "Kronologi harus ikut, supaya penolong tahu apa yang terjadi."
NO_CHRONOLOGY = "Kronologinya belum ditulis. Tulis beberapa kalimat lewat Ubah keterangan, lalu simpan lagi surat ini."


class RequestForm(CaseLetterForm):
    """S02."""

    asked = written(
        "Yang diminta", "Tulis apa yang diminta.", help_text="Satu baris satu permintaan. Jangan tulis nama di sini."
    )
    own = ("asked",)

    @property
    def lacks_chronology(self):
        """Whoever is asked to look for somebody must read what happened, if only a few sentences of it."""
        return not self.source.chronology.strip()

    def clean_chosen(self):
        chosen = super().clean_chosen()
        if "kronologi" not in chosen:
            raise forms.ValidationError(CHRONOLOGY_STAYS)
        if self.lacks_chronology:
            raise forms.ValidationError(NO_CHRONOLOGY)
        return chosen

    def usual(self):
        asked = "Menelusuri keberadaan dan keadaan warga tersebut.\nMemberi pelindungan selama di luar negeri.\n"
        return super().usual() | {"asked": asked + "Memfasilitasi pemulangannya ke Pangkalpinang."}

    def text(self):
        return {"asked": lines_of(self.cleaned_data["asked"])}


class ReminderForm(CaseLetterForm):
    """S03."""

    about = forms.ModelChoiceField(
        CaseLetter.objects.none(),
        label="Menyusul surat",
        required=False,
        empty_label="Tidak ada surat yang tercatat di sini",
    )
    asked = written("Yang ditanyakan", "Tulis apa yang ditanyakan.", help_text="Satu baris satu pertanyaan.")
    own = ("about", "asked")

    def __init__(self, kind, source, actor, data=None, files=None, *, letter=None):
        super().__init__(kind, source, actor, data, files, letter=letter)
        issued = CaseLetter.objects.visible_to(actor).issued().exclude(status=CaseLetterStatus.DICABUT)
        sent = issued.filter(kind__in=(K.S02, K.S03, K.SPLP))
        own = sent.filter(persons__link__in=self.links).distinct()
        own = own.exclude(pk=letter.pk) if letter else own
        about = self.fields["about"]
        about.queryset, newest = own, own.order_by("-issued_on", "-serial").first()
        if newest:  # it says how long the answer has been waited for
            about.required, about.empty_label = True, None
            about.error_messages["required"] = "Pilih surat yang disusul."
            self.initial.setdefault("about", newest.pk)

    def usual(self):
        asked = (
            "Keberadaan dan keadaan warga terakhir.\nLangkah yang sudah dan akan ditempuh.\nPerkiraan waktu pemulangan."
        )
        return super().usual() | {"asked": asked}

    def text(self):
        about = self.cleaned_data["about"]
        return {
            "asked": lines_of(self.cleaned_data["asked"]),
            "about": about and _earlier(about, today()),
        }

    def what(self):
        found, answers = super().what()
        return found, answers | {"about": answers["about"] and answers["about"].pk}


def _earlier(letter, on):
    """The letter that got no answer, and for how many days."""
    return {"number": letter.number, "date": said(letter.issued_on), "age": (on - letter.issued_on).days}


class FundingForm(CaseLetterForm):
    """S05: persons are counted and never named, for the mayor's office sees totals only."""

    to = short("Kepada", "Tulis kepada siapa.")
    route = short("Perjalanan yang dibiayai", "Tulis perjalanan mana.", help_text="Misalnya: Jakarta–Pangkalpinang.")
    amount = MoneyField(
        label="Biaya seluruhnya",
        help_text="Terisi dari biaya yang dicatat di kasus. Boleh ditulis 2.000.000 atau 2 juta.",
        error_messages={"required": "Isi jumlahnya."},
    )
    account = short("Sumber anggaran yang diusulkan", help_text="Misalnya: belanja tidak terduga, bantuan sosial.")
    needed_by = day("Dibutuhkan paling lambat", "Isi tanggalnya.")
    own = ("route", "amount", "account", "needed_by")

    def usual(self):
        wanted = funding.wanted_from_city({link.case_id for link in self.links})
        return super().usual() | {"to": "Sekretaris Daerah Kota Pangkalpinang", "amount": wanted or ""}

    def clean_amount(self):
        return amount_of(self.cleaned_data["amount"])

    def text(self):
        data = self.cleaned_data
        return {
            "route": data["route"],
            "amount": rupiah(data["amount"]),
            "account": data["account"],
            "needed_by": said(data["needed_by"]),
        }


class ReferralForm(CaseLetterForm):
    """S10."""

    needs = written("Layanan yang dibutuhkan", "Tulis layanannya.", help_text="Satu baris satu layanan.")
    own = ("needs",)

    def text(self):
        return {"needs": lines_of(self.cleaned_data["needs"])}


class PoliceForm(CaseLetterForm):
    """S11."""

    matter = one_of(
        "Untuk apa",
        [("laporan", "membuat laporan polisi"), ("pelindungan", "memohon pelindungan saksi atau korban")],
        "Pilih untuk apa.",
    )
    own = ("matter",)

    def text(self):
        return {"matter": self.cleaned_data["matter"]}


class IdentityForm(CaseLetterForm):
    """SPLP: who this is, by which papers the city knows."""

    known_by = short("Menurut dokumen apa", "Tulis dokumennya.", help_text="Misalnya: Kartu Keluarga dan KTP-el.")
    own = ("known_by",)

    def text(self):
        return {"known_by": self.cleaned_data["known_by"]}


class ClosingForm(CaseLetterForm):
    """AKHIR."""

    outcome = written(
        "Bagaimana akhirnya", "Tulis bagaimana akhirnya.", help_text="Tanpa rincian kesehatan atau dugaan."
    )
    own = ("outcome",)

    def usual(self):
        ends = dict.fromkeys(link.get_outcome_display() for link in self.links if link.outcome)
        return super().usual() | {"outcome": ", ".join(ends)}

    def text(self):
        return {"outcome": self.cleaned_data["outcome"]}


FORMS = {
    K.S02: RequestForm,
    K.S03: ReminderForm,
    K.S05: FundingForm,
    K.S06: deeds.TaskForm,
    K.S08: deeds.DeedForm,
    K.S09: deeds.RefusalForm,
    K.S10: ReferralForm,
    K.S11: PoliceForm,
    K.S12: deeds.ClarificationForm,
    K.S13: deeds.FamilyConsentForm,
    K.S14: deeds.BreachForm,
    K.SPLP: IdentityForm,
    K.AKHIR: ClosingForm,
}
