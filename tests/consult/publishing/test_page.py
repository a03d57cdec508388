"""A document as HTML: what people wrote is text, and every heading can be linked to."""

import html5lib
import pytest

from consult.publishing.blocks import PublishedDocument
from consult.publishing.page import fragment, make_html
from tests.consult.publishing.conftest import HOSTILE

XHTML = "{http://www.w3.org/1999/xhtml}"


def test_the_file_is_valid_html_that_says_everything(document: PublishedDocument) -> None:
    page = html5lib.HTMLParser(strict=True).parse(make_html(document).decode())
    text = "\n".join(page.itertext())
    for words in (HOSTILE, "Cameras at Stratford", "We fear it.", "86,514", "Published text Q1", "Newham Council"):
        assert words in text
    assert len(list(page.iter(f"{XHTML}h1"))) == 1


def test_headings_are_linked_from_the_contents(document: PublishedDocument) -> None:
    page = html5lib.parse(fragment(document))
    targets = {item.get("id") for item in page.iter() if item.get("id")}
    links = [item.get("href") for item in page.iter(f"{XHTML}a")]
    assert len(links) == 2
    assert {link.removeprefix("#") for link in links if link} <= targets


@pytest.mark.parametrize("part", ['scope="col"', 'scope="row"', 'role="img" aria-label="Yes 60, no 40"', "--numeric"])
def test_tables_and_charts_can_be_read_aloud(document: PublishedDocument, part: str) -> None:
    assert part in fragment(document)
