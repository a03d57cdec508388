"""The document in OpenDocument."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from consult.publishing.blocks import Bullets
from consult.sdk.publishing import FactList, Heading, Paragraph, PublishedDocument, Table, Tracked
from plugins.motion.opendocument import ODT, make_odt

BLOCKS = (
    Heading(2, "Text"),
    Paragraph("One & <two>\x00."),
    FactList((("Outcome", "Carried"),)),
    Tracked((("same", "in "), ("removed", "28"), ("added", "14")), "Cllr Ada", "2026-12-01"),
    Table("Votes", ("Name", "Vote"), (("Cllr Ada", "For"),)),
)


def test_every_word_stands_in_a_file_whose_kind_comes_first() -> None:
    made = make_odt(PublishedDocument("Motion", "Newham", BLOCKS))
    assert made == make_odt(PublishedDocument("Motion", "Newham", BLOCKS))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.read("mimetype").decode() == ODT
        words = "".join(ElementTree.fromstring(archive.read("content.xml")).itertext())  # noqa: S314
    for said in ("Motion", "One & <two>.", "Outcome: Carried", "in 2814", "Cllr Ada", "Newham"):
        assert said in words


def test_what_it_cannot_say_is_not_left_out_silently() -> None:
    with pytest.raises(TypeError):
        make_odt(PublishedDocument("Motion", "Newham", (Bullets(("one",)),)))
