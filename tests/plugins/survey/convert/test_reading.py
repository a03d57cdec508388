"""Files are known by what is in them; those that are broken, harmful or huge get one sentence."""

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from plugins.survey.convert.outcome import NotConverted
from plugins.survey.convert.reading import FORMS, LARGEST, convert
from plugins.survey.document import FaultyDefinition, as_json
from plugins.survey.translating import languages_in
from tests.plugins.survey.conftest import ALL_KINDS
from tests.plugins.survey.convert.conftest import asked, workbook
from tests.plugins.survey.convert.test_limesurvey import FILE

FORM = workbook([("type", "name", "label"), ("text", "a", "A?")])
SURVEYJS = json.dumps({"elements": [{"type": "text", "name": "a"}]}).encode()


@pytest.mark.parametrize(
    ("data", "form", "key"),
    [
        (json.dumps(ALL_KINDS).encode(), "survey", "choice"),
        (FORM, "xlsform", "a"),
        (SURVEYJS, "surveyjs", "a"),
        (FILE, "lss", "q1"),
    ],
)
def test_a_file_is_known_by_what_is_in_it(data: bytes, form: str, key: str) -> None:
    assert form in FORMS
    for named in ("auto", form):
        assert key in asked(convert(data, named))
    assert convert(b"\xef\xbb\xbf" + SURVEYJS) == convert(SURVEYJS)


def packed(change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook whose sheet was changed."""
    read, written = zipfile.ZipFile(io.BytesIO(FORM)), io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in read.namelist():
            archive.writestr(name, change(read.read(name)) if name.endswith("sheet1.xml") else read.read(name))
    return written.getvalue()


def zipped(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, "<a/>")
    return written.getvalue()


BOMB = packed(lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + b"<row r='1'></row>" * 2_000_000))
ENTITIES = packed(lambda sheet: b'<!DOCTYPE a [<!ENTITY b "c">]>' + sheet.replace(b"<t>", b"<t>&b;"))
MANY = workbook([("type", "name", "label"), *(("text", f"q{n}", f"Question {n}") for n in range(10_000))])
DEEP = workbook(
    [
        ("type", "name", "label"),
        *(("begin_group", f"g{n}", f"G{n}") for n in range(1_000)),
        ("text", "a", "A?"),
        *(("end_group",) for _n in range(1_000)),
    ]
)
HOSTILE = {
    "empty": (b"", "The file is empty."),
    "blank": (b" \r\n", "The file is empty."),
    "large": (b"{" + b" " * LARGEST, "larger than 5 MB"),
    "picture": (b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8, "no definition that can be read"),
    "zip bomb": (BOMB, "far more than its size tells"),
    "entities": (ENTITIES, "no workbook that can be read"),
    "10,000 questions": (MANY, "more than 2,000 questions"),
    "cut": (FORM[: len(FORM) // 2], "no workbook that can be read"),
    "another zip": (zipped("word/document.xml"), "no workbook"),
    "workbook of nothing": (zipped("xl/workbook.xml"), "no workbook that can be read"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 5_000, "no workbook that can be read"),
    "latin-1": ('{"elements": "é"}'.encode("latin-1"), "not UTF-8"),
    "utf-16": ("<?xml version='1.0' encoding='utf-16'?><document/>".encode("utf-16"), "no survey of LimeSurvey"),
    "utf-16 of others": ('{"elements": []}'.encode("utf-16"), "no definition that can be read"),
    "table of commas": (b"type,name,label\ntext,a,A?\n", "no definition that can be read"),
    "a workbook of a survey without sheets": (zipped("xl/worksheets/sheet1.xml"), "no workbook"),
    "deep XML": (b"<document>" * 100_000, "no XML that can be read"),
    "closed deep XML": (b"<a>" * 1_000 + b"</a>" * 1_000, "no survey of LimeSurvey"),
    "groups in groups": (DEEP, "nested too deeply"),
    "panels in panels": (b'{"elements":[' + b'{"type":"panel","elements":[' * 30 + b"]}" * 30 + b"]}", "too deeply"),
    "half": (b'{"elements": [', "not valid JSON (line 1)"),
    "deep": (b"[" * 200_000, "nested too deeply"),
    "number": (b'{"a": ' + b"1" * 5_000 + b"}", "nested too deeply, or holds a number"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_gets_one_sentence(name: str) -> None:
    data, why = HOSTILE[name]
    with pytest.raises(NotConverted) as refused:
        convert(data)
    assert why in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_of_another_form_than_it_is_said_to_be_is_refused() -> None:
    with pytest.raises(NotConverted, match="whatever its name says"):
        convert(SURVEYJS, "xlsform")
    with pytest.raises(NotConverted, match="no XML"):
        convert(SURVEYJS, "lss")
    with pytest.raises(NotConverted, match="not UTF-8"):
        convert(FORM, "surveyjs")
    with pytest.raises(FaultyDefinition):
        convert(SURVEYJS, "survey")


def test_an_old_workbook_under_the_name_of_a_new_one_is_read_as_what_it_is() -> None:
    # Names are not looked at: what is no OLE file behind its first bytes is no workbook either way.
    with pytest.raises(NotConverted, match="no workbook that can be read"):
        convert(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + FORM, "xlsform")


def test_conditions_in_a_circle_end_and_are_told() -> None:
    circle = [
        ("type", "name", "label", "relevant"),
        ("text", "a", "A?", "${b} != ''"),
        ("text", "b", "B?", "${a} != ''"),
    ]
    made = convert(workbook(circle))
    assert any("row 2, a" in str(line) and "no earlier question" in str(line) for line in made.lines)
    assert asked(made)["a"].show_if is None


def test_what_was_converted_is_read_again_as_it_is() -> None:
    for data in (FORM, SURVEYJS, FILE):
        made = convert(data).definition
        assert convert(as_json(made).encode()).definition == made


def test_a_language_that_nobody_knows_is_told_and_kept() -> None:
    form = workbook([("type", "name", "label::English (en)", "label::Klingonese"), ("text", "a", "Why?", "qatlh?")])
    converted = convert(form)
    (tag,) = languages_in(converted.definition)
    assert tag.startswith("und")
    assert [str(line) for line in converted.lines if tag in str(line)] == [
        f"A language of the file is not known. Its words are kept as “{tag}”: see Translations."
    ]
    assert convert(workbook([("type", "name", "label"), ("text", "a", "A?")])).lines == ()
