"""The document in OpenDocument."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from consult.publishing.blocks import Bullets
from consult.sdk.publishing import FactList, Heading, Paragraph, PublishedDocument, Table, Tracked, make_docx
from plugins.motion.opendocument import ODT, make_odt
from tests.support.libreoffice import saved_by_libreoffice

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
    for said in ("Motion", "One & <two>.", "Outcome: Carried", "in 14", "Cllr Ada", "Newham"):
        assert said in words


def test_what_it_cannot_say_is_not_left_out_silently() -> None:
    with pytest.raises(TypeError):
        make_odt(PublishedDocument("Motion", "Newham", (Bullets(("one",)),)))


WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def changes_in(docx: bytes) -> list[tuple[str, str, str, str]]:
    """The changes that a program found: kind, author, day and words."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))  # noqa: S314
    changes = [change for change in root.iter() if change.tag in {f"{WORD}ins", f"{WORD}del"}]
    return [
        (
            change.tag.removeprefix(WORD),
            change.get(f"{WORD}author", ""),
            change.get(f"{WORD}date", "")[:10],
            "".join(change.itertext()).strip(),
        )
        for change in changes
    ]


@pytest.mark.parametrize(("ending", "write"), [("odt", make_odt), ("docx", make_docx)])
def test_libreoffice_reads_the_tracked_changes_back(
    ending: str, write: Callable[[PublishedDocument], bytes], tmp_path: Path
) -> None:
    made = write(PublishedDocument("Motion", "Newham", BLOCKS))
    found = changes_in(saved_by_libreoffice(made, tmp_path, ending, "docx"))
    assert found == [("del", "Cllr Ada", "2026-12-01", "28"), ("ins", "Cllr Ada", "2026-12-01", "14")]
