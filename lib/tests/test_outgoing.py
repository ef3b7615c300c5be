import pytest

from lib import outgoing

HOSTS = ["mitra.example"]


def resolves_to(*addresses):
    return lambda host, port, **kwargs: [(2, 1, 6, "", (address, port)) for address in addresses]


@pytest.mark.parametrize(
    "url",
    [
        "http://mitra.example/",
        "ftp://mitra.example/",
        "https://lain.example/",
        "https://mitra.example.lain.example/",
        "https://user:pass@mitra.example/",
        "https://mitra.example@lain.example/",
        "https://mitra.example:22/",
        "https://mitra.example:99999/",
        "https://127.0.0.1/",
        "https://[::1/",
        "//mitra.example/",
        "",
    ],
)
def test_an_address_outside_the_list_is_not_called(url):
    with pytest.raises(outgoing.Blocked):
        outgoing.check(url, HOSTS)


def test_a_listed_address_is_read():
    assert outgoing.check("https://Mitra.example.:8443/a?b=1", HOSTS) == ("mitra.example", 8443, "/a?b=1")


@pytest.mark.parametrize(
    "inside",
    ["127.0.0.1", "10.0.0.8", "169.254.169.254", "192.168.1.1", "100.64.0.1", "::1", "fd00::1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::1", "::127.0.0.1",
     "224.0.0.1", "0.0.0.0"],  # nosec B104
)  # fmt: skip
def test_a_name_that_leads_inside_is_not_called(inside):
    with pytest.raises(outgoing.Blocked):
        outgoing.public_address("mitra.example", 443, resolves_to("93.184.216.34", inside))


def test_a_public_name_is_called_at_the_address_that_was_checked():
    for outside in ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822"):
        assert outgoing.public_address("mitra.example", 443, resolves_to(outside)) == outside
    with pytest.raises(outgoing.Blocked):
        outgoing.public_address("mitra.example", 443, resolves_to())
