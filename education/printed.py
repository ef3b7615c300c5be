"""Pictures and papers made of what pages say: typeset once and stored by their content.

No stranger can keep the machine busy: there are as many as there are pages, and a second wish costs a file.
"""

import contextlib
import hashlib
import json
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from education import office_names
from lib import typesetting

FOLDER = "cetak"
KEPT = timedelta(days=30)  # whatever nobody's page names any more is made anew if somebody still asks
MAKERS = {"pdf": typesetting.typeset, "png": typesetting.picture}
SIGNS = "–—‘’“”…•\u2009\u202f"
TYPES = {"pdf": "application/pdf", "png": "image/png"}


class Print(NamedTuple):
    kind: str
    template: str
    data: dict

    @property
    def digest(self):
        said = json.dumps([self.kind, self.template, looks(), office(), self.data], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def content_of(made: Print) -> bytes:
    name = f"{FOLDER}/{made.digest}.{made.kind}"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            return file.read()
    drawings = {name: drawing(name) for name in ("emblem", "shore")}
    content = MAKERS[made.kind](made.template, spellable(made.data | {"office": office()}) | drawings)
    with contextlib.suppress(OSError):  # a full disk: then it is made for each reader
        default_storage.save(name, ContentFile(content))
    return content


def spellable(said):
    """The same without what our letters lack, an emoji for instance: a tagged PDF refuses what nobody could read."""
    if isinstance(said, str):
        return "".join(sign for sign in said if (sign < "\u0180" and sign.isprintable()) or sign in SIGNS)
    if isinstance(said, dict):
        return {name: spellable(part) for name, part in said.items()}
    return [spellable(part) for part in said] if isinstance(said, list | tuple) else said


def forget_old() -> int:
    if not default_storage.exists(FOLDER):
        return 0
    names = [f"{FOLDER}/{name}" for name in default_storage.listdir(FOLDER)[1]]
    old = [name for name in names if timezone.now() - default_storage.get_modified_time(name) > KEPT]
    for name in old:
        default_storage.delete(name)
    return len(old)


def office() -> str:
    """Whose papers they are; another name is another content."""
    return office_names.name(office_names.DINAS)


@cache
def looks() -> str:
    """Another look is another content."""
    files = sorted((settings.BASE_DIR / "templates/education/print").glob("*.typ"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


@cache
def drawing(name) -> str:
    return (settings.BASE_DIR / f"static/img/{name}.svg").read_text()
