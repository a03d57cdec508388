"""Texts go to translators as a file and come back; what is no such file gets one sentence."""

import csv
import io
from contextlib import suppress
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import Invalid
from plugins.survey.document import read_definition
from plugins.survey.translating import Translation, digest_of, translations_of
from plugins.survey.translation_files import LARGEST, file_of, read_file
from tests.plugins.survey.conftest import definitions, item, options, page, patient, survey, text, words

SMALL = survey(
    page("p1", item("a", "radios", options=options("x", "y")), text=text("First line\nsecond <line> & more")),
    languages=["en-GB", "cy"],
)
FORMS = ("csv", "xlf")
XLIFF = "urn:oasis:names:tc:xliff:document:1.2"


def texts(made: dict[str, Any], language: str = "cy") -> list[Translation]:
    return translations_of(read_definition(made), language)


def filled(data: bytes, form: str, translate: Any) -> bytes:
    """Return a file as a translator fills it in."""
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        written = io.StringIO(newline="")
        writer = csv.DictWriter(written, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "translation_cy": translate(row["place"])} for row in rows)
        return written.getvalue().encode("utf-8")
    root = fromstring(data)
    for unit in root.iter("{urn:oasis:names:tc:xliff:document:1.2}trans-unit"):
        for target in unit.findall("{urn:oasis:names:tc:xliff:document:1.2}target"):
            target.text = translate(unit.get("id"))
    from xml.etree import ElementTree

    made: bytes = ElementTree.tostring(root, encoding="utf-16")
    return made


def test_a_table_says_what_became_of_the_original() -> None:
    data = file_of(texts(SMALL), form="csv", language="cy", source="en-GB")
    assert [row.shown for row in read_file(data, "cy")] == [each.source for each in texts(SMALL)]
    without = data.decode("utf-8-sig").replace("place,what,source,", "place,what,original,", 1)
    assert {row.shown for row in read_file(without.encode(), "cy")} == {""}


@pytest.mark.parametrize("form", FORMS)
def test_a_file_comes_back_as_it_was_filled_in(form: str) -> None:
    found = texts(SMALL)
    data = file_of(found, form=form, language="cy", source="en-GB")
    rows = read_file(filled(data, form, lambda place: f"W {place}"), "cy")
    assert [(row.place, row.words) for row in rows] == [(each.place, f"W {each.place}") for each in found]
    assert {row.place: (row.made_from, row.seen) for row in rows} == {
        each.place: (digest_of(each.source), digest_of("")) for each in found
    }


@patient
@given(definitions(), words)
@pytest.mark.parametrize("form", FORMS)
def test_whatever_stands_in_a_text_comes_back(form: str, made: dict[str, Any], said: str) -> None:
    asked = {**made, "introduction": {"en-GB": said, "cy": f"={said}"}, "languages": ["en-GB", "cy"]}
    found = texts(asked)
    rows = read_file(file_of(found, form=form, language="cy", source="en-GB"), "cy")
    assert [(row.place, row.words) for row in rows] == [(each.place, each.words) for each in found]


def test_no_cell_is_a_formula() -> None:
    made = survey(page("p1", {**item("a"), "label": text("=1+1")}), introduction=text("@SUM(A1)"))
    cells = file_of(texts(made), form="csv", language="cy", source="en-GB").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(cells, newline="")))
    assert [row[2] for row in rows[1:]] == ["'@SUM(A1)", "'=1+1"]
    assert all(cell[:1] not in "=+-@" for row in rows for cell in row if cell)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"\x00" * 50, "."),
        (b"place,words\na,b\n", "The file has no column “translation_cy”."),
        (b"place,translation_cy,source_digest,translation_digest\n", "."),
        (b"<a/>", "This XML is no XLIFF 1.2."),
        (b"<xliff", "This XML cannot be read."),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "This XML cannot be read."),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "This XML cannot be read."),
        (b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', "The file holds no texts."),
        (
            b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2"><file target-language="ur"/></xliff>',
            "This file is a translation into “ur”.",
        ),
        (b"a" * (LARGEST + 1), "The file is larger than 5 MB."),
        (b"PK\x03\x04nothing", "."),
    ],
)
def test_what_is_no_such_file_gets_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said) as refused:
        read_file(data, "cy")
    assert str(refused.value).strip()


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_else(data: bytes) -> None:
    for start in (b"", b"<", b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">', b"place,translation_cy\n"):
        with suppress(Invalid):
            assert read_file(start + data, "cy")


def test_a_program_that_loses_our_note_leaves_the_original_to_tell() -> None:
    data = file_of(texts(SMALL), form="xlf", language="cy", source="en-GB")
    bare = fromstring(data)
    for unit in bare.iter("{urn:oasis:names:tc:xliff:document:1.2}trans-unit"):
        for note in unit.findall("{urn:oasis:names:tc:xliff:document:1.2}note"):
            unit.remove(note)
    from xml.etree import ElementTree

    rows = read_file(ElementTree.tostring(bare), "cy")
    assert [(row.made_from, row.seen) for row in rows] == [(digest_of(each.source), "") for each in texts(SMALL)]


def test_what_is_finished_is_approved_and_nothing_else() -> None:
    begun = {**SMALL, "title": {"en-GB": "Streets", "cy": "Strydoedd"}}
    root = fromstring(file_of(texts(begun), form="xlf", language="cy", source="en-GB"))
    said = {unit.get("id"): unit.get("approved") for unit in root.iter(f"{{{XLIFF}}}trans-unit")}
    assert said.pop("title") == "yes"
    assert set(said.values()) == {"no"}
