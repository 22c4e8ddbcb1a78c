"""Which addresses of the network a capture may ask: those that the public internet knows, and no other machine of this house."""

import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from palermo.workspace.attachments.words import _
from palermo.workspace.commission.saving import Refused

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]

# Public by their number, and yet answered by the machine's own landlord (the platform of Azure) or by a relay.
_SPECIAL_4 = (IPv4Address("168.63.129.16"),)
_RELAYS_4 = (IPv4Network("192.88.99.0/24"), IPv4Network("192.0.0.0/24"))
_GLOBAL_6 = IPv6Network("2000::/3")
# Forms of IPv6 that carry another address in them (6to4, Teredo), and what is set aside for benchmarks and documents.
_CARRIERS_6 = (IPv6Network("2002::/16"), IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))


def public(address: Address) -> bool:
    """Whether an address is one of the public internet.

    Private, loopback, link-local, shared, multicast and reserved ones are not, nor those of metadata services. Of IPv6 only the
    global unicast block counts: what is mapped (`::ffff:…`), translated (NAT64) or tunnelled stands for another address.
    """
    if isinstance(address, IPv6Address):
        return address in _GLOBAL_6 and address.is_global and not any(address in net for net in _CARRIERS_6)
    refused = address.is_multicast or address.is_reserved or address in _SPECIAL_4 or any(address in net for net in _RELAYS_4)
    return address.is_global and not refused


def system(host: str, port: int) -> list[str]:
    """The addresses of a host, as this machine finds them. OSError where it finds none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(where[4][0]) for where in found))


def reachable(host: str, port: int, resolve: Resolver, may_reach: Callable[[Address], bool]) -> str:
    """The address to connect to. Refused where there is none, or where any of a host's addresses may not be asked.

    The words are the same for all of these: a capture is no way to look around in a network, or to try its names out.
    """
    try:
        found = [ip_address(text) for text in resolve(host, port)]
    except (OSError, ValueError, UnicodeError):
        found = []
    if not found or not all(may_reach(address) for address in found):
        raise Refused(_("There is no such site on the public internet; only public pages are captured."))
    return str(found[0])
