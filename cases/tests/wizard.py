"""Filling in a registration as a browser without scripts does."""

import uuid

from cases.models import RegistrationDraft

PAGES = ["orang", "keluarga-kontak", "rencana", "dokumen", "persetujuan", "periksa"]


class Wizard:
    """One draft in the hands of one person; `write` leaves a page by "Lanjut" and expects to come to the next."""

    def __init__(self, client, actor, path="/warga/daftar/", **chosen):
        self.client, self.actor = client, actor
        self.sign_in()
        answer = client.post(path, {"client_uuid": uuid.uuid4(), **chosen})
        assert answer.status_code == 302, answer.content.decode()
        self.key = answer.url.split("/")[3]

    def sign_in(self):
        self.client.force_login(self.actor.user)

    def url(self, page):
        return f"/warga/daftar/{self.key}/{page}/"

    def show(self, page):
        return self.client.get(self.url(page))

    def version(self, page):
        """The number that the page carries to be sent back; "" where the draft is gone.

        Asked of the draft: to draw every page before it is written would double the time of most tests.
        """
        draft = RegistrationDraft.objects.filter(pk=self.key).first()
        if draft is None:
            return ""
        return str(draft.version if page == PAGES[-1] else draft.page(page).version)

    def post(self, page, go="next", version=None, **answers):
        seen = self.version(page) if version is None else version
        return self.client.post(self.url(page), {"go": go, "version": seen or 0, **answers})

    def write(self, page, go="next", **answers):
        answer = self.post(page, go, **answers)
        assert answer.status_code == 302, answer.content.decode()
        assert answer.url == self.url(PAGES[PAGES.index(page) + 1])
        return self

    def send(self, **answers):
        return self.post("periksa", "send", **answers)
