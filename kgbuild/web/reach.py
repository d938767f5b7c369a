"""Connections to the outside that cannot be led astray.

A name is resolved once, what it resolves to is checked, and just that address is connected to, whatever the name
resolves to a moment later.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from kgbuild.errors import ServiceError
from kgbuild.store.endpoint import port_of

if TYPE_CHECKING:
    from kgbuild.store.wire import Wire

# Addresses that stand for an IPv4 one: of the well-known prefix of NAT64 (RFC 6052, section 2.1).
NAT64: Final = IPv6Network("64:ff9b::/96")

# What is given out to the internet (RFC 4291, section 2.4; the rest of the space is for other uses).
GLOBAL_UNICAST: Final = IPv6Network("2000::/3")

BARRED: Final = "has a private address, or one of this machine"
REMEDY: Final = "leave it out, or ask whoever runs this server"


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the internet at large: not to this machine, a private network or a tunnel."""
    try:
        ip = ip_address(address)
    except ValueError:  # with the zone of a link-local one
        return False
    if isinstance(ip, IPv6Address):
        if ip in NAT64:
            ip = IPv4Address(int(ip) & 0xFFFFFFFF)
        elif ip not in GLOBAL_UNICAST or ip.sixtofour is not None or ip.teredo is not None:
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host, IPv4 before IPv6; OSError if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = dict.fromkeys(str(address[0]) for *_, address in found)
    return sorted(addresses, key=lambda address: ":" in address)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which addresses may be connected to. `authorities` is a file of certificates, the system's own if None."""

    resolve: Callable[[str, int], Sequence[str]] = resolve
    is_allowed: Callable[[str], bool] = is_public
    authorities: str | None = None

    def is_barred(self, url: str) -> bool:
        """Whether the host of `url` has, just now, an address that may not be connected to; OSError if it has none."""
        return not all(map(self.is_allowed, self._addresses(url)))

    def wire_for(self, url: str) -> Wire:
        """Connections to the one address that the host of `url` has just now; the certificate is checked for its name.

        ServiceError if it has none, or any that may not be connected to.
        """
        from kgbuild.store.wire import SecureWire, Wire

        parts = urlsplit(url)
        try:
            addresses = self._addresses(url)
        except OSError as error:
            raise ServiceError(f"<{url}>", "its name cannot be resolved", "ask again later") from error
        # One is enough to refuse: an honest name has no such address beside others.
        if not all(map(self.is_allowed, addresses)):
            raise ServiceError(f"<{url}>", BARRED, REMEDY)
        address, host, port = addresses[0], parts.hostname or "", port_of(parts)
        if parts.scheme == "http":
            return Wire(address, port)
        return SecureWire(
            address, port, cert_reqs="CERT_REQUIRED", ca_certs=self.authorities, assert_hostname=host,
            server_hostname=host,
        )  # fmt: skip

    def _addresses(self, url: str) -> Sequence[str]:
        """At least one; OSError if there is none."""
        parts = urlsplit(url)
        try:
            addresses = self.resolve(parts.hostname or "", port_of(parts))
        except UnicodeError as error:
            raise OSError(f"{parts.hostname}: no name of a host") from error
        if not addresses:
            raise OSError(f"{parts.hostname}: has no address")
        return addresses
