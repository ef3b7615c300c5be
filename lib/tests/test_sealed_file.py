"""On disk nothing can be read, a page cannot be exchanged for another, and half a page is never there."""

import errno
import os
import stat
from datetime import timedelta

import pytest
from django.utils import timezone

from lib import sealed_file
from lib.encryption import DecryptError

NAME, OTHER = "0a1b-1", "0a1b-2"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def everything(media):
    return [path for path in media.rglob("*") if path.is_file()]


def test_it_is_written_and_read(media):
    sealed_file.write(NAME, b"KTP")
    assert sealed_file.read(NAME) == b"KTP"
    (path,) = everything(media)
    assert b"KTP" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_one_page_cannot_stand_in_for_another(media):
    sealed_file.write(NAME, b"KTP")
    sealed_file.path_of(OTHER).write_bytes(sealed_file.path_of(NAME).read_bytes())
    with pytest.raises(DecryptError):
        sealed_file.read(OTHER)


def test_a_changed_byte_is_noticed(media):
    sealed_file.write(NAME, b"KTP")
    path = sealed_file.path_of(NAME)
    path.write_bytes(path.read_bytes()[:-1] + b"\0")
    with pytest.raises(DecryptError):
        sealed_file.read(NAME)


def test_without_its_key_it_stays_shut(media, settings):
    sealed_file.write(NAME, b"KTP")
    settings.FIELD_KEYS = f"other:{'A' * 43}="
    with pytest.raises(DecryptError):
        sealed_file.read(NAME)


@pytest.mark.parametrize("fails", ["fsync", "replace"])
def test_a_full_disk_leaves_no_rubble(media, monkeypatch, fails):
    def full(*args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, fails, full)
    with pytest.raises(OSError):
        sealed_file.write(NAME, b"KTP")
    assert everything(media) == []


def test_a_full_disk_spares_what_was_there(media, monkeypatch):
    sealed_file.write(NAME, b"KTP")
    monkeypatch.setattr(os, "fsync", lambda handle: (_ for _ in ()).throw(OSError(errno.ENOSPC, "full")))
    with pytest.raises(OSError):
        sealed_file.write(NAME, b"KK")
    assert sealed_file.read(NAME) == b"KTP"


def test_what_is_old_is_found_and_deleted(media):
    sealed_file.write(NAME, b"KTP")
    assert list(sealed_file.older_than(timezone.now() - timedelta(hours=1))) == []
    assert [name for name, _ in sealed_file.older_than(timezone.now() + timedelta(hours=1))] == [NAME]
    sealed_file.delete(NAME)
    sealed_file.delete(NAME)
    assert everything(media) == []
