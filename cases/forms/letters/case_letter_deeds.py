"""What is signed by people and not sent to an office: tasks, deeds and statements (domain.md §3.7)."""

from django import forms

from cases.forms.fields import NameField, one_of
from cases.forms.letters.case_letter import CaseLetterForm, day, lines_of, said, short, written
from cases.forms.upload import UploadField
from cases.rules.letters.case_letter import photo_refusal
from cases.values.choices import Relation
from lib.cleaning.kind import Kind
from lib.small_picture import as_svg

FAMILY = (Relation.DIRI_SENDIRI, Relation.SUAMI, Relation.ISTRI, Relation.ORANG_TUA, Relation.ANAK)
NO_PROXY = "Yang bukan suami, istri, orang tua, atau anak perlu surat kuasa. Isi nomor atau tanggal surat kuasanya."
NO_PICTURE = "Pilih foto, bukan PDF."
PHOTO_HELP = "Boleh kosong. Hanya untuk satu orang yang sudah mengizinkan fotonya disimpan; tercetak di berita acara."
AUTHORITY = "Lembaga Pelindungan Data Pribadi, u.p. Kementerian Komunikasi dan Digital"
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
    photo = UploadField(label="Foto warga", required=False, help_text=PHOTO_HELP)
    keeps_photo = forms.BooleanField(label="Foto yang tadi tetap ikut", required=False)
    own = (
        "handed_on", "place", "receiver_name", "receiver_relation", "receiver_address", "proxy", "condition",
        "belongings", "witnesses", "photo", "keeps_photo",
    )  # fmt: skip

    def __init__(self, kind, source, actor, data=None, files=None, *, letter=None):
        super().__init__(kind, source, actor, data, files, letter=letter)
        self.kept = letter.body.get("photo", "") if letter else ""
        self.initial["keeps_photo"] = bool(self.kept)
        if not self.kept:
            del self.fields["keeps_photo"]

    def usual(self):
        return super().usual() | {"condition": "Sehat dan dapat berkomunikasi dengan baik."}

    def clean(self):
        cleaned = super().clean()
        relation = cleaned.get("receiver_relation")
        if relation and relation not in FAMILY and not cleaned.get("proxy"):
            self.add_error("proxy", NO_PROXY)
        self._check_photo(cleaned)
        return cleaned

    def _check_photo(self, cleaned):
        photo = cleaned.get("photo")
        if photo and photo.kind == Kind.PDF:
            self.add_error("photo", NO_PICTURE)
        elif photo or cleaned.get("keeps_photo"):
            refusal = photo_refusal([link for link in self.links if link.pk in set(cleaned.get("persons", ()))])
            if refusal:
                self.add_error("photo", refusal)

    def text(self):
        data = self.cleaned_data
        photo = as_svg(data["photo"].pages[0]) if data["photo"] else self.kept if data.get("keeps_photo") else ""
        return deed_text(data) | ({"photo": photo} if photo else {})

    def what(self):
        """The picture stands in what is set, once; what a later edit starts from is words."""
        found, answers = super().what()
        return found, {name: value for name, value in answers.items() if name not in ("photo", "keeps_photo")}


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

    agrees_to = one_of(
        "Yang disetujui",
        [("rehabilitasi", "rehabilitasi warga"), ("pemakaman", "pemakaman di luar negeri")],
        "Pilih yang disetujui.",
    )
    place = short("Tempatnya", "Tulis tempatnya.")
    own = (*StatementForm.own, "agrees_to", "place")

    def text(self):
        return super().text() | {"agrees_to": self.cleaned_data["agrees_to"], "at": self.cleaned_data["place"]}


class ClarificationForm(CaseLetterForm):
    """S12."""

    party = short("Pihak yang dimintai penjelasan", "Tulis pihaknya.")
    party_name = NameField(label="Nama yang mewakili", error_messages={"required": "Tulis namanya."})
    turn = one_of("Klarifikasi ke", [("kesatu", "kesatu"), ("kedua", "kedua")], "Pilih kesatu atau kedua.")
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

    to = NameField(label="Kepada warga", error_messages={"required": "Tulis kepada siapa."})
    authority = short(
        "Dan kepada lembaga pengawas", "Tulis lembaganya.", help_text="Undang-undang minta keduanya diberi tahu."
    )
    leaked = written("Data apa yang bocor", "Tulis datanya.", help_text="Satu baris satu macam data.")
    happened = written("Kapan dan bagaimana", "Tulis kapan dan bagaimana.")
    done = written("Yang sudah dan akan dilakukan", "Tulis penanganannya.")
    contact = short("Tempat bertanya", "Tulis ke mana warga bisa bertanya.")
    own = ("authority", "leaked", "happened", "done", "contact")

    def usual(self):
        return super().usual() | {
            "authority": AUTHORITY,
            "to": self.links[0].person.name if len(self.links) == 1 else "",
        }

    def text(self):
        data = self.cleaned_data
        return {"leaked": lines_of(data["leaked"])} | {
            name: data[name] for name in ("authority", "happened", "done", "contact")
        }
