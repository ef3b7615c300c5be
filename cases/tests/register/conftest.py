import pytest

from cases.tests.wizard import Wizard


@pytest.fixture
def draft(client, rudi):
    """Begun by Rudi, who has filled in the first page; as it was new to him, its version need not be read first."""
    return Wizard(client, rudi).write("orang", version=0, name="Siti Aminah", source="KELUARGA")
