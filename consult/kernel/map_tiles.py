"""Pictures of the ground beneath the outlines on a map, from a server that the council chose."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

CLOSEST = 16
"""The closest zoom that is asked for: there a picture is some 400 metres wide, so none is of one house alone."""
_FIELDS = ("{x}", "{y}", "{z}")
_ADDRESS = re.compile(
    # Without TLS only a server on this machine, to try it out.
    r"(?:https://[a-z0-9.-]+(?::[0-9]{1,5})?|http://(?:127\.0\.0\.1|localhost):[0-9]{1,5})"
    r"/[A-Za-z0-9._~@/{}-]*"
)


@dataclass(frozen=True)
class MapTiles:
    """Where the pictures come from, and the words that must stand beside them."""

    address: str
    """With {z}, {x} and {y}: the zoom, and how many pictures lie to the west and to the north, in Web Mercator."""
    credit: str

    @property
    def origin(self) -> str:
        """The server, as a policy for pictures names it."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def host(self) -> str:
        """The name of the server, as people are told it."""
        return urlsplit(self.address).hostname or ""


def read_map_tiles(address: str, credit: str) -> MapTiles:
    """Return the pictures behind an address with three fields; raises `ValueError` with what is wrong with it."""
    # Everybody who opens the page reads the address, so it is no place for a key.
    if "?" in address or "@" in address.partition("://")[2].partition("/")[0]:
        raise ValueError("must have no “?” and no password, since every page shows it")
    if not _ADDRESS.fullmatch(address) or sorted(re.findall(r"\{[^}]*\}?", address)) != list(_FIELDS):
        raise ValueError("must be an address such as https://tiles.example.gov.uk/{z}/{x}/{y}.png")
    return MapTiles(address, credit)
