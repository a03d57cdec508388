"""The feed of a register is Atom, and holds what the page holds."""

from typing import Any
from xml.etree.ElementTree import fromstring

from sqlalchemy.orm import Session

from consult.decisions.registers import DECISIONS
from consult.kernel.atom import ATOM
from consult.registers.feed import atom_feed
from consult.registers.queries import EVERYTHING, cells_of
from tests.consult.registers.conftest import published

NAMES = {"atom": ATOM}


def written(rows: Any) -> Any:
    feed = atom_feed(
        DECISIONS,
        list(rows),
        lambda row: f"https://c.example/registers/decisions/rows/{row.id}",
        publisher="Council",
        home="https://c.example/registers/decisions",
        own="https://c.example/registers/decisions/feed.atom",
    )
    return fromstring(feed)  # noqa: S314 (written a moment ago)


def test_each_row_is_an_entry_under_its_lasting_address(session: Session) -> None:
    published(session, summary="Cameras <b>&\x07 signs")
    feed = written(cells_of(session, DECISIONS, EVERYTHING))
    (entry,) = feed.findall("atom:entry", NAMES)
    assert entry.findtext("atom:id", "", NAMES).startswith("https://c.example/registers/decisions/rows/")
    assert entry.find("atom:link", NAMES).get("href") == entry.findtext("atom:id", "", NAMES)
    assert entry.findtext("atom:updated", "", NAMES) == feed.findtext("atom:updated", "", NAMES)
    summary = entry.findtext("atom:summary", "", NAMES)
    assert "Summary: Cameras <b>&" in summary
    assert "Responses that were counted: Fewer than 5" in summary


def test_an_empty_register_has_a_feed_too() -> None:
    feed = written([])
    assert feed.findtext("atom:title", "", NAMES) == DECISIONS.title
    assert feed.findtext("atom:author/atom:name", "", NAMES) == "Council"
    assert feed.findtext("atom:updated", "", NAMES)
    assert not feed.findall("atom:entry", NAMES)
