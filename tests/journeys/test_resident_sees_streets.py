"""A resident sees pictures of the ground on the map: few, from one server, which learns nothing of page or answer."""

import re
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect

from consult.kernel.db import Database
from consult.kernel.outlines import on_the_map
from tests.conftest import CHOSEN
from tests.consult.kernel.test_outlines import WARDS
from tests.journeys.conftest import Visitor
from tests.journeys.test_resident_marks_a_map import open_survey
from tests.support import server
from tests.support.server import environment_for, free_port, running

ASKED = re.compile(r"/([0-9]+)/([0-9]+)/([0-9]+)\.png")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


GREY = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(b"\0\xcc"))
    + _chunk(b"IEND", b"")
)


class Pictures:
    """A server of pictures on this machine: where it is, and what it was asked, with the names of the headers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, str]]] = []
        asked = self.asked

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                self.send_response(200)
                self.send_header("Content-Type", "image/png")
                self.send_header("Content-Length", str(len(GREY)))
                self.end_headers()
                self.wfile.write(GREY)

            def log_message(self, *_args: object) -> None:
                pass

        # Another name than that of the service: cookies do not tell ports apart.
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://localhost:{self.server.server_port}"

    def places(self) -> list[tuple[int, ...]]:
        """Return zoom, column and row of each picture that was asked for."""
        return [tuple(map(int, found.groups())) for path, _headers in self.asked if (found := ASKED.fullmatch(path))]


@pytest.fixture
def pictures() -> Iterator[Pictures]:
    """A server that knows one picture, and notes who asks."""
    made = Pictures()
    thread = threading.Thread(target=made.server.serve_forever)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


@pytest.fixture
def live_server(live_database: Database, pictures: Pictures, tmp_path: Path) -> Iterator[server.Server]:
    """The service of a council that has outlines, and a server of pictures."""
    wards = tmp_path / "wards.geojson"
    wards.write_bytes(WARDS)
    url, port = live_database.engine.url.render_as_string(hide_password=False), free_port()
    chosen = {
        **CHOSEN,
        "CONSULT_PLUGINS": "survey",
        "CONSULT_OUTLINES": str(wards),
        "CONSULT_OUTLINES_CREDIT": "© Somebody",
        "CONSULT_MAP_TILES": f"{pictures.origin}/{{z}}/{{x}}/{{y}}.png",
        "CONSULT_MAP_TILES_CREDIT": "© Somebody else",
    }
    with running(environment_for(tmp_path, url, port, chosen), port, tmp_path) as started:
        yield started


def test_a_map_loads_few_pictures_of_the_right_places_and_tells_their_server_nothing(
    live_database: Database, pictures: Pictures, visitor: Callable[..., Visitor]
) -> None:
    activity_id = open_survey(live_database)
    resident = visitor()
    resident.goes_to(f"/take-part/{activity_id}")
    assert pictures.asked == []
    with resident.page.expect_request_finished(lambda asked: asked.url.startswith(pictures.origin)):
        resident.presses("Start now")
    resident.page.wait_for_load_state("networkidle")
    resident.reads("The pictures of this map come from localhost.")
    resident.reads("© Somebody else")
    images = resident.page.locator(".app-map image")
    first = pictures.places()
    assert 4 <= images.count() <= 24
    assert len(first) == len(set(first)) >= images.count()
    # The middle of the map is in one of them, counted with the projection that is tested by itself.
    (zoom,) = {place[0] for place in first} & {int(images.first.get_attribute("href").split("/")[3])}  # type: ignore[union-attr]
    x, y = on_the_map(0.1, 51.55)
    assert (zoom, int(x * 2**zoom), int(y * 2**zoom)) in first
    there = resident.page.get_by_role("application", name="Map")
    for _ in range(8):
        there.press("+")
        resident.page.wait_for_load_state("networkidle")
        assert 1 <= images.count() <= 24
    expect(images.first).to_have_attribute("href", re.compile(r"/16/[0-9]+/[0-9]+\.png$"))
    for _ in range(200):  # the map names a picture before it asks for it
        if max(place[0] for place in pictures.places()) >= 16:
            break
        resident.page.wait_for_timeout(50)
    assert max(place[0] for place in pictures.places()) == 16
    there.press("Enter")
    resident.presses("Save and continue", looks=False)
    resident.page.wait_for_load_state("networkidle")
    told = {name for _path, headers in pictures.asked for name in headers}
    assert told.isdisjoint({"cookie", "referer", "authorization"})


def test_a_picture_lies_where_its_place_is_on_the_map(
    live_database: Database, pictures: Pictures, visitor: Callable[..., Visitor]
) -> None:
    resident = visitor()
    resident.goes_to(f"/take-part/{open_survey(live_database)}")
    resident.presses("Start now")
    # The corner where four pictures meet is pressed; what is then written must be the corner’s own coordinates.
    found = resident.page.evaluate(
        """() => {
          const images = [...document.querySelectorAll(".app-map image")];
          const inner = images.find((one) => ["x", "y"].every((axis) => Number(one.getAttribute(axis)) > 100));
          const box = inner.getBoundingClientRect();
          const frame = document.querySelector(".app-map svg").getBoundingClientRect();
          return { href: inner.getAttribute("href"), x: box.x - frame.x, y: box.y - frame.y };
        }"""
    )
    resident.page.locator(".app-map svg").click(position={"x": found["x"], "y": found["y"]})
    latitude, longitude = map(float, resident.page.get_by_label("Question where?").input_value().split(","))
    place = ASKED.search(found["href"])
    assert place is not None
    zoom, column, row = map(int, place.groups())
    x, y = on_the_map(longitude, latitude)
    # A pixel is less than a hundredth of a picture.
    assert x * 2**zoom == pytest.approx(column, abs=0.01)
    assert y * 2**zoom == pytest.approx(row, abs=0.01)


def test_without_scripts_nothing_is_asked_of_that_server(
    live_database: Database, pictures: Pictures, visitor: Callable[..., Visitor]
) -> None:
    resident = visitor(java_script_enabled=False)
    resident.goes_to(f"/take-part/{open_survey(live_database)}")
    resident.presses("Start now")
    expect(resident.page.get_by_label("Question where?")).to_be_visible()
    assert pictures.asked == []
