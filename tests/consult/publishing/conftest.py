"""A document with one of everything that a document can say."""

import pytest

from consult.publishing.blocks import (
    Bar,
    Bars,
    Bullets,
    FactList,
    Heading,
    Paragraph,
    PublishedDocument,
    Quotation,
    Table,
)

HOSTILE = "#include<script> & “quotes” $x$ <b>"


@pytest.fixture
def document() -> PublishedDocument:
    """A document of all kinds of blocks, with words that look like markup."""
    return PublishedDocument(
        "Cameras at Stratford",
        "Newham Council",
        (
            Paragraph("Signed by Supt Ada Ferris."),
            Heading(2, "Impacts"),
            Bullets(("On the market", "On the mosque")),
            Quotation(f"First line.\n{HOSTILE}", "Published text Q1"),
            Heading(3, "The first"),
            FactList((("Rating", "Medium"), ("What they said", "We fear it."))),
            Heading(2, "Numbers"),
            Bars("Yes 60, no 40", (Bar("Yes", "60", 0.6), Bar("No", "40", 0.4))),
            Table("Do you agree?", ("Answer", "People"), (("Yes", "60"), ("No", "86,514")), numbers=1),
        ),
        has_contents=True,
    )
