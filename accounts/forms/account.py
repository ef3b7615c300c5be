import uuid

from django import forms

from accounts.assignment import NAME_AN_HEIR
from accounts.forms.fields import asks, day
from accounts.models import OF_KELURAHAN, Agency, Assignment, IdentityCheck, Role, Territory
from accounts.office import LEVELS
from lib.clock import today

Level = Territory.Level
FOR_ADMIN = [role for role in Role if role != Role.SISTEM]


class TermForm(forms.Form):
    """Which office, and from when to when."""

    role = forms.ChoiceField(label="Jabatan")
    territory = forms.ModelChoiceField(
        Territory.objects.none(), label="Wilayah", required=False, error_messages=asks("Pilih wilayahnya.")
    )
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Instansi", required=False)
    sk_number = forms.CharField(label="Nomor SK", max_length=100, required=False)
    starts_on = forms.DateField(
        label="Mulai menjabat", widget=day(), error_messages=asks("Isi tanggal mulai menjabat.")
    )
    ends_on = forms.DateField(
        label="Hari terakhir menjabat",
        widget=day(),
        required=False,
        help_text="Menurut SK. Setelah hari itu akses tertutup dengan sendirinya.",
    )
    is_acting = forms.BooleanField(label="Pelaksana tugas (Plt.)", required=False)

    def __init__(self, *args, actor, place=None, **kwargs):
        super().__init__(*args, **kwargs)
        is_admin = actor.role == Role.ADMIN
        self.fields["role"].choices = [(role, role.label) for role in FOR_ADMIN if is_admin or role in OF_KELURAHAN]
        self.fields["territory"].queryset = places_of(actor, place)
        self.fields["territory"].label_from_instance = indented_name
        if is_admin:
            self.fields["agency"].queryset = Agency.objects.valid(today())
            self.fields["agency"].help_text = "Hanya untuk penghubung BP3MI."
        else:
            del self.fields["agency"]
            self.fields["territory"].required = True

    def clean(self):
        cleaned = super().clean()
        role, place = cleaned.get("role"), cleaned.get("territory")
        levels = LEVELS.get(role, set()) - {Level.CITY}
        if role and levels and "territory" not in self.errors and (place is None or place.level not in levels):
            wanted = " atau ".join(Level(level).label for level in sorted(levels))
            self.add_error("territory", f"Pilih {wanted} untuk jabatan {Role(role).label}.")
        if role == Role.BP3MI and not cleaned.get("agency"):
            self.add_error("agency", "Pilih instansi untuk penghubung BP3MI.")
        return cleaned


def places_of(actor, place):
    """A kelurahan's own RW and RT; for the administrator everything down to the kelurahan, and what is in `place`."""
    mine = Territory.objects.visible_to(actor).valid(today())
    if actor.role != Role.ADMIN:
        return mine.filter(level__in=(Level.RW, Level.RT))
    return mine.filter(level__lte=Level.KELURAHAN) | (mine.inside(place) if place else mine.none())


def indented_name(place):
    return f"{'· ' * (place.level - 1)}{place.path_name}"


class AccountForm(TermForm):
    """A new person and the first office."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    first_name = forms.CharField(label="Nama lengkap", max_length=150, error_messages=asks("Tulis nama lengkapnya."))
    username = forms.CharField(
        label="Nama pengguna",
        max_length=40,
        required=False,
        help_text="Dipakai untuk masuk. Kalau kosong, dibuat dari nama, misalnya rudi.hartono.",
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "class": "width-20"}),
    )
    email = forms.EmailField(label="E-mail", required=False, help_text="Hanya untuk pemberitahuan.")
    field_order = ["client_uuid", "first_name", "username", "email"]

    def clean_username(self):
        return self.cleaned_data["username"].lower()


class EndForm(forms.Form):
    on = forms.DateField(
        label="Hari terakhir menjabat",
        widget=day(),
        error_messages=asks("Isi hari terakhir menjabat."),
        help_text="Akses tertutup sesudah hari itu. Untuk menutupnya sekarang juga, pilih kemarin.",
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=200,
        error_messages=asks("Tulis alasannya."),
        help_text="Misalnya: masa bakti selesai, pindah rumah.",
    )
    heir = forms.ModelChoiceField(
        Assignment.objects.none(),
        label="Siapa yang meneruskan kasusnya?",
        empty_label="Pilih",
        error_messages=asks(NAME_AN_HEIR),
        help_text="Semua kasusnya yang masih terbuka pindah ke orang ini dan muncul di berandanya.",
    )

    def __init__(self, *args, heirs, **kwargs):
        """`heirs` is None where nothing is to be passed on."""
        super().__init__(*args, **kwargs)
        if heirs is None:
            del self.fields["heir"]
        else:
            self.fields["heir"].queryset = heirs
            self.fields["heir"].label_from_instance = lambda term: f"{term.user}, {term.title}"


class IdentityForm(forms.Form):
    """Before a code is handed over or a second factor taken away."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    identity_check = forms.ChoiceField(
        label="Bagaimana Anda memeriksa identitasnya?",
        choices=IdentityCheck.choices,
        widget=forms.RadioSelect,
        error_messages=asks("Pilih bagaimana Anda memeriksanya."),
        help_text="Orangnya harus hadir. Permintaan lewat telepon atau pesan tidak cukup.",
    )
    is_checked = forms.BooleanField(
        label="Identitas sudah diperiksa", error_messages=asks("Periksa dulu identitasnya, lalu beri tanda.")
    )
