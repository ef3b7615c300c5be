"""The pages of the family's report. Only a name has to be answered, and a nickname will do."""

import uuid

from django import forms

from cases.forms.fields import PastDateField, PhoneField, country_field, one_of, optional
from cases.forms.upload import UploadField
from cases.values.choices import Answer, Category, ContactMedium, FreeSpeech, Relation

LONG_TEXT = 2000
PHOTO_HELP = "Misalnya foto paspor, tiket, atau chat. Keterangan tempat di dalam foto kami hapus. Paling besar 10 MB."
# What may have happened, as a family says it; the officers' list is longer and in their words.
TROUBLES = (
    (Category.DISEKAP, "Disekap, tidak boleh keluar, atau dijual"),
    (Category.KEKERASAN_MAJIKAN, "Dipukul atau disiksa"),
    (Category.PELECEHAN_SEKSUAL, "Dilecehkan atau dipaksa secara seksual"),
    (Category.SCAM_JUDOL, "Dipaksa menipu lewat internet atau kerja judi daring"),
    (Category.ANAK_PMI, "Ada anak yang terlantar"),
    (Category.KONFLIK_BENCANA, "Ada perang, bencana, atau wabah"),
    (Category.MENINGGAL, "Dikabarkan meninggal"),
    (Category.HILANG_KONTAK, "Tidak ada kabar lagi"),
    (Category.SAKIT, "Sakit atau terluka"),
    (Category.TAHANAN, "Ditahan polisi atau imigrasi"),
    (Category.DOKUMEN_DITAHAN, "Paspornya diambil orang"),
    (Category.INGIN_DIPULANGKAN, "Ingin pulang tetapi tidak bisa"),
    (Category.GAJI_TIDAK_DIBAYAR, "Gajinya tidak dibayar"),
    (Category.TIDAK_SESUAI_PK, "Pekerjaannya tidak seperti dijanjikan"),
    (Category.GAGAL_BERANGKAT, "Sudah membayar tetapi tidak jadi berangkat"),
    (Category.LAINNYA, "Hal lain"),
)
WHO = [relation for relation in Relation if relation not in (Relation.RT_RW, Relation.ANONIM)]


class DangerForm(forms.Form):
    danger = one_of(
        "Apakah nyawanya terancam sekarang?",
        [(Answer.YA, "Ya"), (Answer.TIDAK, "Tidak"), (Answer.TIDAK_TAHU, "Saya tidak tahu")],
        "Pilih salah satu. Kalau ragu, pilih “Saya tidak tahu”.",
    )


class FirstForm(forms.Form):
    """After this page the report is kept: who it is, and where."""

    person_name = forms.CharField(
        label="Siapa namanya?",
        max_length=150,
        help_text="Nama panggilan saja juga boleh.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Tulis namanya. Nama panggilan saja juga boleh."},
    )
    relation = forms.ChoiceField(
        label="Anda siapanya?",
        choices=[("", "Pilih"), *[(relation.value, relation.label) for relation in WHO]],
        required=False,
    )
    country = country_field(label="Di negara mana ia sekarang?")
    place = forms.CharField(
        label="Kota atau tempatnya",
        max_length=300,
        required=False,
        help_text="Nama kota, gedung, atau apa saja yang Anda dengar.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SituationForm(forms.Form):
    troubles = forms.MultipleChoiceField(
        label="Apa yang terjadi?",
        choices=TROUBLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Boleh lebih dari satu.",
    )
    last_contact_on = PastDateField(label="Kapan kabar terakhir darinya?", required=False, help_text="Kira-kira saja.")
    last_contact_by = forms.ChoiceField(
        label="Lewat apa?", choices=optional(ContactMedium.choices, "Pilih"), required=False
    )
    free_to_speak = one_of("Apakah ia bisa bicara bebas?", FreeSpeech, required=False)


class MoreForm(forms.Form):
    recruiter = forms.CharField(
        label="Siapa yang membawanya ke sana?",
        max_length=300,
        required=False,
        help_text="Hanya dibaca petugas Disnaker dan Dinsos. RT dan kelurahan tidak melihatnya.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    passport = forms.CharField(
        label="Nomor paspornya",
        max_length=30,
        required=False,
        help_text="Kalau ada. Lihat di foto paspor atau tiket.",
        widget=forms.TextInput(attrs={"class": "width-16", "autocomplete": "off"}),
    )
    money_asked = one_of(
        "Ada yang meminta uang?",
        Answer,
        required=False,
        help_text="Jangan membayar dulu. Bicarakan dengan petugas.",
    )
    story = forms.CharField(
        label="Hal lain yang perlu kami tahu",
        max_length=LONG_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class ReachForm(forms.Form):
    reporter_name = forms.CharField(
        label="Nama Anda",
        max_length=150,
        required=False,
        help_text="Tidak wajib. Anda boleh melapor tanpa nama.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    reporter_phone = PhoneField(
        label="Nomor HP Anda", required=False, help_text="Supaya petugas bisa menelepon Anda kembali."
    )
    safe_contact = forms.CharField(
        label="Kapan dan lewat apa aman menghubungi Anda?",
        max_length=300,
        required=False,
        help_text="Misalnya: WhatsApp saja, setelah pukul 19.00.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    kelurahan_may_know = forms.BooleanField(
        label="Kelurahan boleh tahu bahwa ada laporan ini",
        required=False,
        help_text="Kalau kode Anda hilang, kelurahan bisa memberi kode baru. Isi laporan tidak mereka lihat, dan RT "
        "tidak diberi tahu.",
    )


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Empat kata kode Anda",
        max_length=100,
        help_text="Huruf besar atau kecil sama saja.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Tulis keempat katanya."},
    )


class MessageForm(forms.Form):
    """Words, a photo or a place: one of them is enough."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="Pesan", max_length=LONG_TEXT, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    photo = UploadField(label="Foto atau tangkapan layar", required=False, help_text=PHOTO_HELP)
    place = forms.CharField(
        label="Di mana ia sekarang?",
        max_length=300,
        required=False,
        help_text="Nama kota, gedung, atau tautan lokasi dari HP-nya. Hanya dibaca petugas.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("text", "photo", "place"):
            self.fields[name].one_of_two = True  # no "boleh kosong" beside each: one of them is enough

    def clean(self):
        data = super().clean()
        if not self.errors and not any(data.get(name) for name in ("text", "photo", "place")):
            self.add_error("text", "Tulis pesannya dulu, atau kirim foto atau tempatnya.")
        return data

    def said(self):
        return {name: self.cleaned_data[name] for name in ("text", "photo", "place")}


class PhotoForm(forms.Form):
    """One photo, if there is one: it goes into the reporter's thread, as later ones do."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    photo = UploadField(label="Foto atau tangkapan layar", required=False, help_text=PHOTO_HELP)
    text = forms.CharField(
        label="Foto apa ini?",
        max_length=300,
        required=False,
        help_text="Misalnya: paspornya, atau chat terakhir.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def key(self):
        """Pressed twice it is one message; another photo, from the same page after a step back, is another one."""
        photo = self.cleaned_data["photo"]
        return uuid.uuid5(self.cleaned_data["client_uuid"], f"{photo and photo.sha256} {self.cleaned_data['text']}")

    def said(self):
        return {name: self.cleaned_data[name] for name in ("text", "photo") if self.cleaned_data[name]}


# The pages after the first, in their order.
PHOTO = "foto"
FURTHER = {
    "keadaan": ("Keadaannya sekarang", SituationForm),
    "keterangan": ("Keterangan lain", MoreForm),
    "hubungi": ("Menghubungi Anda", ReachForm),
    PHOTO: ("Foto, kalau ada", PhotoForm),
}
