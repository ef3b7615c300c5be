from django.core.cache import cache, caches
from redis.exceptions import ConnectionError as RedisConnectionError

from cases.tests.wizard import Wizard
from pangkalpinang_pmi import cache as failover


def lose_redis(monkeypatch):
    def refuse(*args, **kwargs):
        raise RedisConnectionError("down")

    monkeypatch.setattr(failover.FailoverCache, "down_until", 0.0)
    monkeypatch.setattr(failover.RedisCache, "_cache", property(refuse))


def test_what_is_counted_without_redis_is_counted_in_the_database(db, monkeypatch):
    lose_redis(monkeypatch)
    assert cache.add("limit", 1) is True
    assert cache.add("limit", 1) is False
    assert (cache.incr("limit"), caches["database"].get("limit")) == (2, 2)


def test_a_dead_redis_is_not_asked_again_at_once(db, monkeypatch):
    lose_redis(monkeypatch)
    cache.get("anything")
    assert failover.FailoverCache.down_until > 0


def test_without_redis_one_signs_in_and_registers(client, settings, rudi, monkeypatch):
    settings.DEMO = True
    lose_redis(monkeypatch)
    rudi.user.set_password("empat-kata-yang-aman")
    rudi.user.save()
    assert client.post("/masuk/", {"login": "rudi", "password": "empat-kata-yang-aman"}).url == "/beranda/"
    assert client.get("/beranda/").status_code == 200
    sent = Wizard(client, rudi).write("orang", name="Sari Contoh", source="RT").send()
    assert "Sudah terdata" in client.get(sent.url).content.decode()
