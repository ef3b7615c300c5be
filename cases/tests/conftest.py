import pytest


@pytest.fixture(autouse=True)
def _without_second_factor(settings):
    """Signing in is tested with the accounts; here everybody is in already."""
    settings.DEMO = True
