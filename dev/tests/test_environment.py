import base64

from dev import environment


def test_a_new_file_has_secrets_and_the_demo(tmp_path):
    file = tmp_path / ".env"
    environment.complete(file)
    values = environment.read(file)
    assert values["DEMO"] == "1"
    assert len(base64.b64decode(values["FIELD_KEYS"].removeprefix("1:"))) == 32
    assert len(values["SECRET_KEY"]) >= 50


def test_only_its_owner_may_read_it(tmp_path):
    file = tmp_path / ".env"
    environment.complete(file)
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_demo_for_a_database_of_somebody_else(tmp_path):
    file = tmp_path / ".env"
    environment.complete(file, demo=False)
    assert "DEMO" not in environment.read(file)


def test_values_that_are_there_stay(tmp_path):
    file = tmp_path / ".env"
    file.write_text("# mine\nexport SECRET_KEY='my own'\nEMAIL_URL=smtp://localhost")
    environment.complete(file)
    assert file.read_text().startswith("# mine\nexport SECRET_KEY='my own'\nEMAIL_URL=smtp://localhost\n")
    values = environment.read(file)
    assert values["SECRET_KEY"] == "my own"
    assert "FIELD_KEYS" in values
    assert "DEMO" not in values  # whoever wrote this file decided about that


def test_the_second_time_it_does_nothing(tmp_path):
    file = tmp_path / ".env"
    environment.complete(file)
    before = file.read_text()
    environment.complete(file)
    assert file.read_text() == before


def test_no_two_checkouts_share_a_secret():
    first, second = environment.new_secrets(), environment.new_secrets()
    assert not set(first.values()) & set(second.values())
