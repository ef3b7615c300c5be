"""Playing a story in a browser: each signs in once, keeps the window open, and takes steps by their labels."""

from allauth.mfa.models import Authenticator

from dev.pytest_browser import DESK, PHONE
from dev.waiting import until
from pangkalpinang_pmi.celery import app
from pangkalpinang_pmi.tests.running import PATIENCE, worker_broker

PASSWORD = "kata-sandi-untuk-cerita-ini"


def let_sign_in(*actors):
    """They can sign in with a password; the second factor has tests of its own."""
    for actor in actors:
        actor.user.set_password(PASSWORD)
        actor.user.save()
    Authenticator.objects.all().delete()


def sign_in(page, address, username):
    page.goto(f"{address}/masuk/")
    page.get_by_label("Nama pengguna").fill(username)
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.wait_for_url("**/beranda/")
    return page


def choose(page, label):
    """Tick a radio button as a finger does: by its label."""
    page.locator(f'label:text-is("{label}")').first.click()


def pick(page, label, beginning):
    """Select the option that begins like this: an office's name says more than a story knows."""
    field = page.get_by_label(label)
    field.wait_for()
    page.wait_for_load_state("domcontentloaded")  # what lists texts does not wait for them
    texts = field.locator("option").all_inner_texts()
    field.select_option(label=next(text for text in texts if text.startswith(beginning)))


def press(page, label):
    with page.expect_navigation():
        page.get_by_role("button", name=label, exact=True).first.click()


def follow(page, label):
    with page.expect_navigation():
        page.get_by_role("link", name=label, exact=True).first.click()


def take_step(page, label, **fields):
    """Open a step where it is offered, fill in what it needs, save."""
    follow(page, label)
    for name, value in fields.items():
        field = page.locator(f"#id_move_{name}")
        field.select_option(value) if name == "reason" else field.fill(value)
    save_step(page)


def save_step(page):
    with page.expect_navigation():
        page.locator("#langkah").get_by_role("button", name="Simpan").click()


def strike(*ticks):
    """The clock strikes: what beat would send to the worker at this minute."""
    with app.connection_for_write(worker_broker()) as connection:
        for tick in ticks:
            app.send_task(tick, connection=connection)


class Stage:
    """The running portal with everybody's windows: officials at desks, families and neighbours on phones."""

    def __init__(self, open_browser, address, postbox):
        self.open_browser, self.address, self.postbox, self.windows = open_browser, address, postbox, {}

    def of(self, username, path="", size=DESK):
        """Somebody's own window, signed in; at `path`, if one is given."""
        if username not in self.windows:
            self.windows[username] = sign_in(self.open_browser(size), self.address, username)
        if path:
            self.windows[username].goto(self.address + path)
        return self.windows[username]

    def stranger(self, path="/"):
        """A phone that nobody has signed in on."""
        page = self.open_browser(PHONE)
        page.goto(self.address + path)
        return page

    def status_of(self, username, path):
        """How the portal answers this reader at an address that no page of his leads to."""
        return self.of(username).request.get(self.address + path).status

    def letters_to(self, mailbox):
        """What arrived there, once something has."""

        def found():
            return [letter.content.decode() for letter in self.postbox.letters if letter.rcpt_tos == [mailbox]]

        until(found, seconds=PATIENCE)
        return found()
