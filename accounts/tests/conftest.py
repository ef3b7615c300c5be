import pytest
from django.core.cache import cache

PASSWORD = "empat-kata-yang-aman"


@pytest.fixture(autouse=True)
def no_earlier_guesses():
    """Limits are counted in the cache, for everybody who comes from this address."""
    cache.clear()


@pytest.fixture
def sign_in(client):
    """Go through the door as somebody who knows the password; answers the response."""

    def enter(actor, password=PASSWORD):
        actor.user.set_password(PASSWORD)
        actor.user.save()
        return client.post("/masuk/", {"login": actor.user.username, "password": password})

    return enter
