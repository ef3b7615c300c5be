"""The only place from which the portal calls other machines: listed hosts, https, public addresses, no redirects.

The connection goes to the very address that was checked, so that a second answer of the name server cannot lead inside.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

PORTS = {443, 8443}
TIMEOUT = 5
MOST_BYTES = 64 * 1024
NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Other ways to write an old address as a new one, which no host of ours needs.
INTO_THE_OLD = [ipaddress.ip_network(text) for text in ("2002::/16", "64:ff9b:1::/48", "::/96")]


class Blocked(Exception):
    """This address is not called. Says which rule it breaks."""


def check(url, allowed_hosts):
    """Host, port and path of an address that may be called, before anybody is asked where it lies."""
    try:
        parts = urlsplit(url)
        port = parts.port or 443
    except ValueError as error:
        raise Blocked("address") from error
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.scheme != "https":
        raise Blocked("scheme")
    if parts.username or parts.password:
        raise Blocked("user info")
    if host not in allowed_hosts:
        raise Blocked("host")
    if port not in PORTS:
        raise Blocked("port")
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def public_address(host, port, resolver=socket.getaddrinfo):
    """The first address of the host; refused where any of them lies inside a private network."""
    found = sorted({entry[4][0] for entry in resolver(host, port, type=socket.SOCK_STREAM)})
    for text in found:
        address = inner(ipaddress.ip_address(text))
        if not address.is_global or address.is_multicast or any(address in network for network in INTO_THE_OLD):
            raise Blocked("network")
    if not found:
        raise Blocked("network")
    return found[0]


def inner(address):
    """The old address that a new one stands for, where the system or a gateway leads there."""
    if address.version == 6 and address in NAT64:
        return ipaddress.IPv4Address(address.packed[-4:])
    return getattr(address, "ipv4_mapped", None) or address


def post(url, body, headers, *, allowed_hosts, resolver=socket.getaddrinfo):
    """Send and return the status. Raises Blocked, or OSError and HTTPException where nobody answers in time."""
    return _call("POST", url, body, headers, allowed_hosts, resolver)


def status(method, url, *, resolver=socket.getaddrinfo):
    """What a public address anywhere answers to HEAD or GET, a redirect not followed. Raises as `post` does."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    return _call(method, url, None, {"Accept": "*/*"}, [host], resolver)


def _call(method, url, body, headers, allowed_hosts, resolver):
    host, port, path = check(url, allowed_hosts)
    connection = http.client.HTTPSConnection(host, port, timeout=TIMEOUT)
    raw = socket.create_connection((public_address(host, port, resolver), port), timeout=TIMEOUT)
    try:
        connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read(MOST_BYTES)
        return answer.status
    finally:
        raw.close()
        connection.close()
