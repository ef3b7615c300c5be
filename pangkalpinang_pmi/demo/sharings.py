"""What left for BP3MI in the demo city: a link that waits for an answer, one that nobody answered in time, and one for
the cases of a group.
"""

from datetime import timedelta

from django.utils.formats import date_format

from cases.models import Case, ReplyLink, Sharing
from cases.models.api_token import Scope
from cases.rules.casework import group_event, group_sharing
from cases.rules.coordination import api_access, reply_link, sharing
from cases.values.sharing import FieldGroup, LegalBasis
from pangkalpinang_pmi.demo.accounts import MAIL_DOMAIN
from pangkalpinang_pmi.demo.dating import moment
from pangkalpinang_pmi.demo.people import key

WAITING, IGNORED = "masih-ditahan", "gaji"
TOGETHER = ("masih-ditahan", "pulang-kamboja")
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
    _share_group(city)
    api_access.issue(
        client_uuid=key("api"),
        agency=city.agency,
        name="Sistem pengaduan (contoh)",
        scopes=[Scope.READ, Scope.UPDATE, Scope.MESSAGE],
        expires_on=city.today + timedelta(days=180),
        by=city.officials["kadis"],
    )


def _share_group(city):
    """Two cases of one building: handed over together, to be answered by one link."""
    by, happened_on = city.officials["disnaker"], city.ago(90)
    name = f"Kamboja, {date_format(happened_on, 'F Y')}"
    group = group_event.make(
        client_uuid=key("rombongan", "kamboja"), by=by, name=name, happened_on=happened_on, country="KH"
    )
    cases = Case.objects.filter(client_uuid__in=[key("kasus", story) for story in TOGETHER])
    group_event.bring_in(group, list(cases.values_list("number", flat=True)), by=by)
    what = {"chosen": ["nama", "negara"], "bases": PUBLIC_TASK, "way": ReplyLink.Way.KERTAS}
    until = city.today + timedelta(days=14)
    offered = group_sharing.offered(group, by)
    group_sharing.send(group, offered, client_uuid=key("serahan", "kamboja"), expires_on=until, by=by, **what)


def _share(city, story, chosen, bases, way, *, days):
    coordination = Case.objects.get(client_uuid=key("kasus", story)).coordinations.get()
    by = city.officials["disnaker"]
    left = sharing.share(
        coordination, client_uuid=key("serahan", story), chosen=chosen, bases=PUBLIC_TASK | bases, by=by
    )
    return reply_link.issue([left], way=way, expires_on=city.today + timedelta(days=days), by=by)
