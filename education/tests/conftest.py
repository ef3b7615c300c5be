import pytest

from education import seed
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
def home(db, emergency_file, django_capture_on_commit_callbacks):
    """The start pages, published; gives the home page."""
    with django_capture_on_commit_callbacks(execute=True):
        seed.publish_start_pages()
    return HomePage.objects.get()
