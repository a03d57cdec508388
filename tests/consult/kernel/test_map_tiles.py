"""Where pictures of the ground come from: an address with its three fields, and nothing that must stay secret."""

import pytest

from consult.kernel.map_tiles import read_map_tiles


@pytest.mark.parametrize(
    ("address", "origin", "host"),
    [
        ("https://tiles.example.gov.uk/{z}/{x}/{y}.png", "https://tiles.example.gov.uk", "tiles.example.gov.uk"),
        (
            "https://a.tiles.example:8443/maps/road_3857/{z}/{x}/{y}@2x.png",
            "https://a.tiles.example:8443",
            "a.tiles.example",
        ),
        ("https://tiles.example/{y}-{x}-{z}", "https://tiles.example", "tiles.example"),
        ("http://127.0.0.1:8765/{z}/{x}/{y}", "http://127.0.0.1:8765", "127.0.0.1"),
    ],
)
def test_an_address_names_one_server(address: str, origin: str, host: str) -> None:
    tiles = read_map_tiles(address, "© Somebody")
    assert (tiles.address, tiles.credit, tiles.origin, tiles.host) == (address, "© Somebody", origin, host)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("http://tiles.example/{z}/{x}/{y}.png", "must be an address"),
        ("https://tiles.example/{z}/{x}.png", "must be an address"),
        ("https://tiles.example/{z}/{x}/{y}/{y}.png", "must be an address"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "must be an address"),
        ("https://tiles.example/{s}/{z}/{x}/{y}.png", "must be an address"),
        ("https://tiles.example/{z}/{x}/{y", "must be an address"),
        ("https://tiles.example; script-src *//{z}/{x}/{y}", "must be an address"),
        ("https://*/{z}/{x}/{y}", "must be an address"),
        ("//tiles.example/{z}/{x}/{y}", "must be an address"),
        ("tiles", "must be an address"),
        ("https://tiles.example/{z}/{x}/{y}.png?key=secret", "every page shows it"),
        ("https://me:secret@tiles.example/{z}/{x}/{y}.png", "every page shows it"),
    ],
)
def test_another_address_is_refused_with_a_reason(address: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_map_tiles(address, "© Somebody")
