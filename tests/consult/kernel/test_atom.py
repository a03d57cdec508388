"""A feed is Atom, whatever stands in its words."""

from datetime import UTC, datetime
from xml.etree.ElementTree import fromstring

from consult.kernel.atom import ATOM, Entry, Feed


def test_entries_keep_their_names_and_nothing_that_xml_refuses_is_left() -> None:
    feed = Feed(title="News", subtitle="Of Beckton", publisher="Council", home="https://c.example/", own="/feed.atom")
    at = datetime(2023, 1, 16, 9, 30, tzinfo=UTC)
    entry = Entry(title="Open <b>\x07", name="https://c.example/#1", address="https://c.example/a", updated=at)
    written = fromstring(feed.written([entry]))  # noqa: S314 (written a moment ago)
    (told,) = written.findall(f"{{{ATOM}}}entry")
    assert told.findtext(f"{{{ATOM}}}title") == "Open <b>\ufffd"
    assert told.findtext(f"{{{ATOM}}}id") == "https://c.example/#1"
    assert written.findtext(f"{{{ATOM}}}updated") == "2023-01-16T09:30:00Z"
    assert written.find(f"{{{ATOM}}}rights") is None
    assert told.find(f"{{{ATOM}}}summary") is None
