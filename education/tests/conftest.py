import pytest

from education.models import HomePage


@pytest.fixture(autouse=True)
def demo(settings):
    """The second factor has its own tests."""
    settings.DEMO = True


@pytest.fixture
def emergency_file(settings, tmp_path):
    settings.EMERGENCY_PAGE_FILE = tmp_path / "media/darurat.html"
    return settings.EMERGENCY_PAGE_FILE


@pytest.fixture
def home(public_site):
    return HomePage.objects.get()
