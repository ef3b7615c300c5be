"""Filling in a registration as a browser without scripts does."""

import re
import uuid

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
        found = re.search(r'name="version" value="([0-9]+)"', self.show(page).content.decode())
        return found and found[1]

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
