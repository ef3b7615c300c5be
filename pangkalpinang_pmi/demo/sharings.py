"""What left for BP3MI in the demo city: one link that waits for an answer, one that nobody answered in time."""

from datetime import timedelta

from cases.models import Case, ReplyLink, Sharing
from cases.models.api_token import Scope
from cases.rules.coordination import api_access, reply_link, sharing
from cases.values.sharing import FieldGroup, LegalBasis
from pangkalpinang_pmi.demo.accounts import MAIL_DOMAIN
from pangkalpinang_pmi.demo.dating import moment
from pangkalpinang_pmi.demo.people import key

WAITING, IGNORED = "masih-ditahan", "gaji"
PUBLIC_TASK = {
    group: LegalBasis.TUGAS_PUBLIK for group in (FieldGroup.IDENTITAS, FieldGroup.DOKUMEN, FieldGroup.KRONOLOGI)
}


def fill(city):
    """After the city got its past: a link is silent only if nothing moved since."""
    city.agency.email = f"bp3mi@{MAIL_DOMAIN}"
    city.agency.save(update_fields=["email"])
    vital = {FieldGroup.KONTAK_KELUARGA: LegalBasis.KEPENTINGAN_VITAL}
    _share(city, WAITING, ["nama", "nomor_dokumen", "negara", "tempat", "kontak"], vital, ReplyLink.Way.EMAIL, days=14)
    ignored = _share(city, IGNORED, ["nama", "negara", "kronologi"], {}, ReplyLink.Way.KERTAS, days=10)
    Sharing.objects.filter(pk=ignored.pk).update(shared_at=moment(city.ago(11)))
    ReplyLink.objects.filter(pk=ignored.pk).update(expires_on=city.ago(2), opened_at=moment(city.ago(10)))
    api_access.issue(
        client_uuid=key("api"),
        agency=city.agency,
        name="Sistem pengaduan (contoh)",
        scopes=[Scope.READ, Scope.UPDATE, Scope.MESSAGE],
        expires_on=city.today + timedelta(days=180),
        by=city.officials["admin"],
    )


def _share(city, story, chosen, bases, way, *, days):
    coordination = Case.objects.get(client_uuid=key("kasus", story)).coordinations.get()
    by = city.officials["disnaker"]
    left = sharing.share(
        coordination, client_uuid=key("serahan", story), chosen=chosen, bases=PUBLIC_TASK | bases, by=by
    )
    return reply_link.issue([left], way=way, expires_on=city.today + timedelta(days=days), by=by)
