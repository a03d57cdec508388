"""The tables of an .lss file, in the older and the newer layout; XML that would harm is not read."""

import pytest

from plugins.survey.convert.lss import grouped, tables_of
from plugins.survey.convert.outcome import NotConverted

HEAD = "<document><LimeSurveyDocType>Survey</LimeSurveyDocType>"
NEWER = (
    f"{HEAD}<questions><rows><row><qid>1</qid><title>Q1</title></row></rows></questions>"
    "<question_l10ns><rows><row><qid>1</qid><question><![CDATA[<b>How</b> {name}?]]></question>"
    "<language>en</language></row>"
    "<row><qid>1</qid><question>Sut?</question><language>cy</language></row></rows></question_l10ns>"
    "<surveys><rows><row><language>cy</language></row></rows></surveys></document>"
)
OLDER = (
    f"{HEAD}<languages><language>en</language></languages><questions><rows>"
    "<row><qid>1</qid><title>Q1</title><question>How?</question><language>en</language></row>"
    "<row><qid>1</qid><title>Q1</title><question>Sut?</question><language>cy</language></row>"
    "</rows></questions></document>"
)


def test_texts_are_found_where_either_layout_keeps_them() -> None:
    newer, older = tables_of(NEWER.encode()), tables_of(OLDER.encode())
    (row,) = newer.first("questions", "qid")
    assert newer.texts("question", row, "qid", "question") == {"en-GB": "<b>How</b> …?", "cy": "Sut?"}
    assert newer.is_piped
    (row,) = older.first("questions", "qid")
    assert older.texts("question", row, "qid", "question") == {"en-GB": "How?", "cy": "Sut?"}
    assert not older.is_piped
    assert (newer.default, older.default) == ("cy", "en-GB")
    assert older.of("quota") == []
    assert {name: len(rows) for name, rows in grouped(older.of("questions"), "language").items()} == {"en": 1, "cy": 1}


BOMB = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (f"<?xml version='1.0'?>{BOMB}<document>&b;</document>".encode(), "declares entities"),
        (f"<?xml version='1.0'?>{OUTSIDE}<document>&a;</document>".encode(), "declares entities"),
        (b"<document>", "no XML that can be read"),
        (b"<?xml version='1.0' encoding='nothing'?><document/>", "no XML that can be read"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "no survey of LimeSurvey"),
        (b"<html></html>", "no survey of LimeSurvey"),
        (HEAD.replace("Survey<", "Group<").encode() + b"<questions/></document>", "no survey of LimeSurvey"),
        ("<document>é</document>".encode("latin-1"), "no XML that can be read"),
    ],
)
def test_what_would_harm_or_is_no_survey_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(NotConverted) as refused:
        tables_of(data)
    assert why in str(refused.value)
