"""What is signed by people and not sent to an office: tasks, deeds and statements (domain.md §3.7)."""

from django import forms

from cases.forms.case_letter import CaseLetterForm, day, lines_of, said, short, written
from cases.forms.fields import NameField
from cases.values.choices import Relation

FAMILY = (Relation.DIRI_SENDIRI, Relation.SUAMI, Relation.ISTRI, Relation.ORANG_TUA, Relation.ANAK)
NO_PROXY = "Yang bukan suami, istri, orang tua, atau anak perlu surat kuasa. Isi nomor atau tanggal surat kuasanya."
DOTS = "." * 40
ENDS_BEFORE = "Tanggal selesai tidak boleh sebelum tanggal mulai."
RECEIVERS = [("", "Pilih"), *(choice for choice in Relation.choices if choice[0] not in ("DIRI_SENDIRI", "ANONIM"))]
SIGNERS = [("", "Pilih"), *(choice for choice in Relation.choices if choice[0] != "ANONIM")]


class TaskForm(CaseLetterForm):
    """S06."""

    officers = written("Petugas", "Tulis petugasnya.", help_text="Satu baris satu orang: nama, NIP, jabatan.")
    task = short("Tugasnya", "Tulis tugasnya.")
    place = short("Tempat", "Tulis tempatnya.")
    starts_on = day("Mulai", "Isi tanggal mulai.")
    ends_on = day("Sampai", "Isi tanggal selesai.")
    own = ("officers", "task", "place", "starts_on", "ends_on")

    def usual(self):
        task = "Menjemput dan mendampingi warga sampai diserahkan kepada keluarganya"
        return super().usual() | {"task": task, "place": "Bandar Udara Depati Amir, Pangkalpinang"}

    def clean_ends_on(self):
        starts_on, ends_on = self.cleaned_data.get("starts_on"), self.cleaned_data["ends_on"]
        if starts_on and ends_on < starts_on:
            raise forms.ValidationError(ENDS_BEFORE)
        return ends_on

    def text(self):
        data = self.cleaned_data
        days = {"starts_on": said(data["starts_on"]), "ends_on": said(data["ends_on"])}
        return {"officers": lines_of(data["officers"]), "task": data["task"], "at": data["place"]} | days


class DeedForm(CaseLetterForm):
    """S08: the deed by which somebody is back with the family; the kelurahan is witness."""

    handed_on = day("Tanggal serah terima", "Isi tanggalnya.")
    place = short("Tempat", "Tulis tempatnya.")
    receiver_name = NameField(label="Nama yang menerima", error_messages={"required": "Tulis namanya."})
    receiver_relation = forms.ChoiceField(
        label="Hubungannya dengan warga", choices=RECEIVERS, error_messages={"required": "Pilih hubungannya."}
    )
    receiver_address = short("Alamat yang menerima", "Tulis alamatnya.")
    proxy = short("Surat kuasa", help_text="Perlu kalau yang menerima bukan suami, istri, orang tua, atau anak.")
    condition = written("Keadaan warga saat diserahkan", "Tulis keadaannya.", help_text="Tanpa rincian kesehatan.")
    belongings = written("Barang dan dokumen yang ikut diserahkan")
    witnesses = written("Saksi", "Tulis saksinya.", help_text="Satu baris satu orang: nama, jabatan.")
    own = (
        "handed_on", "place", "receiver_name", "receiver_relation", "receiver_address", "proxy", "condition",
        "belongings", "witnesses",
    )  # fmt: skip

    def usual(self):
        return super().usual() | {"condition": "Sehat dan dapat berkomunikasi dengan baik."}

    def clean(self):
        cleaned = super().clean()
        relation = cleaned.get("receiver_relation")
        if relation and relation not in FAMILY and not cleaned.get("proxy"):
            self.add_error("proxy", NO_PROXY)
        return cleaned

    def text(self):
        return deed_text(self.cleaned_data)


def deed_text(data):
    """What the template of S08 is told. Where nobody knows yet who receives, dots are filled in by hand."""
    relation = Relation(data["receiver_relation"]).label if data["receiver_relation"] else DOTS
    name, address = data["receiver_name"] or DOTS, data["receiver_address"] or DOTS
    receiver = [["Nama", name], ["Hubungan", relation], ["Alamat", address]]
    return {
        "handed_on": said(data["handed_on"]),
        "at": data["place"],
        "receiver_name": name,
        "receiver": receiver + ([["Surat kuasa", data["proxy"]]] if data["proxy"] else []),
        "condition": data["condition"],
        "belongings": lines_of(data["belongings"]),
        "witnesses": lines_of(data["witnesses"]),
    }


class StatementForm(CaseLetterForm):
    """What somebody of the family, or the resident, states and signs."""

    signer = NameField(label="Nama yang menyatakan", error_messages={"required": "Tulis namanya."})
    signer_relation = forms.ChoiceField(
        label="Hubungannya dengan warga", choices=SIGNERS, error_messages={"required": "Pilih hubungannya."}
    )
    signer_address = short("Alamatnya", "Tulis alamatnya.")
    own = ("signer", "signer_relation", "signer_address")

    def text(self):
        data = self.cleaned_data
        relation = Relation(data["signer_relation"]).label
        rows = [["Nama", data["signer"]], ["Hubungan", relation], ["Alamat", data["signer_address"]]]
        return {
            "signer": data["signer"],
            "signer_rows": rows,
            "is_self": data["signer_relation"] == Relation.DIRI_SENDIRI,
        }


class RefusalForm(StatementForm):
    """S09."""

    why = short("Alasannya, kalau mau disebut")
    own = (*StatementForm.own, "why")

    def text(self):
        return super().text() | {"why": self.cleaned_data["why"]}


class FamilyConsentForm(StatementForm):
    """S13."""

    agrees_to = forms.ChoiceField(
        label="Yang disetujui",
        choices=[("rehabilitasi", "rehabilitasi warga"), ("pemakaman", "pemakaman di luar negeri")],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih yang disetujui."},
    )
    place = short("Tempatnya", "Tulis tempatnya.")
    own = (*StatementForm.own, "agrees_to", "place")

    def text(self):
        return super().text() | {"agrees_to": self.cleaned_data["agrees_to"], "at": self.cleaned_data["place"]}


class ClarificationForm(CaseLetterForm):
    """S12."""

    party = short("Pihak yang dimintai penjelasan", "Tulis pihaknya.")
    party_name = NameField(label="Nama yang mewakili", error_messages={"required": "Tulis namanya."})
    turn = forms.ChoiceField(
        label="Klarifikasi ke", choices=[("kesatu", "kesatu"), ("kedua", "kedua")], widget=forms.RadioSelect,
        error_messages={"required": "Pilih kesatu atau kedua."},
    )  # fmt: skip
    held_on = day("Tanggal klarifikasi", "Isi tanggalnya.")
    explained = written("Penjelasannya", "Tulis penjelasannya.")
    promised = written("Yang dijanjikan", help_text="Satu baris satu janji.")
    own = ("party", "party_name", "turn", "held_on", "explained", "promised")

    def text(self):
        data = self.cleaned_data
        plain = {name: data[name] for name in ("party", "party_name", "turn", "explained")}
        return plain | {"held_on": said(data["held_on"]), "promised": lines_of(data["promised"])}


class BreachForm(CaseLetterForm):
    """S14 (UU 27/2022 art. 46): which data, when and how, and what is done about it."""

    to = NameField(label="Kepada", error_messages={"required": "Tulis kepada siapa."})
    leaked = written("Data apa yang bocor", "Tulis datanya.", help_text="Satu baris satu macam data.")
    happened = written("Kapan dan bagaimana", "Tulis kapan dan bagaimana.")
    done = written("Yang sudah dan akan dilakukan", "Tulis penanganannya.")
    contact = short("Tempat bertanya", "Tulis ke mana warga bisa bertanya.")
    own = ("leaked", "happened", "done", "contact")

    def usual(self):
        return super().usual() | {"to": self.links[0].person.name if len(self.links) == 1 else ""}

    def text(self):
        data = self.cleaned_data
        return {"leaked": lines_of(data["leaked"])} | {name: data[name] for name in ("happened", "done", "contact")}
