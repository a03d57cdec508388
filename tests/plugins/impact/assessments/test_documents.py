"""What a version says, to its authors and to the public."""

from datetime import date

import pytest

from consult.kernel.authz import ANONYMOUS
from plugins.impact.assessments import signing
from plugins.impact.assessments.documents import public_document, revisions_at, whole_document
from plugins.impact.assessments.models import Assessment, Withholding
from tests.plugins.impact.assessments.conftest import IMPACT, Desk


def _public(desk: Desk, assessment: Assessment, key: str) -> list[dict[str, str]]:
    version = assessment.signed
    assert version is not None
    shown = public_document(desk.session, ANONYMOUS, version).part(key)
    return [{field.key: field.text for field in row.fields} for row in shown.rows]


def _withhold(desk: Desk, assessment: Assessment, key: str, field: str, passage: str) -> Withholding:
    return desk.withhold(revisions_at(desk.session, assessment, 99)[key][0].entry, field, passage)


def test_an_earlier_version_still_says_what_it_said(desk: Desk) -> None:
    assessment = desk.signed()
    signing.renew(desk.session, desk.author, assessment, "The hours changed.")
    desk.write(assessment, "context", {"incidents": "One."})
    desk.write(assessment, "impacts", {**IMPACT, "community": "Worshippers"})
    first, second = (revisions_at(desk.session, assessment, number) for number in (1, 2))
    assert "context" not in first
    assert (len(first["impacts"]), len(second["impacts"])) == (1, 2)


def test_a_row_has_its_rating_and_what_it_rests_on(desk: Desk) -> None:
    document = whole_document(desk.session, desk.author, desk.written().latest)
    (row,) = document.part("impacts").rows
    assert (row.rating, row.rating_words, row.name) == ("medium", "Medium", "Fewer people come to the market.")


@pytest.mark.parametrize(
    ("told_on", "words"),
    [
        ("2026-12-10", "14 days before"),
        ("2026-12-25", "only after"),
        (None, "not told"),
    ],
)
def test_a_sensitive_place_says_how_long_before_it_was_told(desk: Desk, told_on: str | None, words: str) -> None:
    assessment = desk.begin()
    desk.write(assessment, "nature", {"what": "Cameras.", "why": "Robberies.", "starts_on": "2026-12-24"})
    place = {"name": "Mosque", "kind": "worship", **({"notice_on": told_on} if told_on else {})}
    desk.write(assessment, "places", place)
    (row,) = whole_document(desk.session, desk.author, assessment.latest).part("places").rows
    assert words in row.notice


def test_withheld_words_are_a_mark_with_exemption_and_reason_for_the_public_alone(desk: Desk) -> None:
    assessment = desk.signed()
    _withhold(desk, assessment, "impacts", "impact", "market")
    (row,) = _public(desk, assessment, "impacts")
    assert "market" not in row["impact"]
    assert "[withheld, Section 31: law enforcement: It would show where officers stand.]" in row["impact"]
    (whole,) = whole_document(desk.session, desk.author, assessment.latest).part("impacts").rows
    assert "market" in whole.name


def test_without_a_passage_the_whole_field_is_withheld_until_its_day(desk: Desk) -> None:
    assessment = desk.signed()
    begun = assessment.begun_at.date()
    made = _withhold(desk, assessment, "impacts", "impact", "")
    made.until_on = date(begun.year + 1, 1, 1)
    assert _public(desk, assessment, "impacts")[0]["impact"].startswith("[withheld")
    made.until_on = begun
    assert _public(desk, assessment, "impacts")[0]["impact"] == IMPACT["impact"]


def test_two_passages_of_one_field_are_both_withheld(desk: Desk) -> None:
    assessment = desk.signed()
    for passage in ("market", "people"):
        _withhold(desk, assessment, "impacts", "impact", passage)
    (row,) = _public(desk, assessment, "impacts")
    assert "people" not in row["impact"].replace("[withheld, Section 31", "")
    assert row["impact"].count("[withheld") == 2


def test_an_equality_assessment_that_is_not_to_be_published_says_so_and_why(desk: Desk) -> None:
    assessment = desk.begin("equality")
    desk.fill(assessment)
    identity = {"title": "Cameras", "summary": "A secret.", "publish": "no", "publish_reason": "A trial is running."}
    desk.write(assessment, "identity", identity)
    desk.sign_again(assessment)
    document = public_document(desk.session, ANONYMOUS, assessment.latest)
    assert document.kept_back == "A trial is running."
    assert [part.part.key for part in document.parts] == ["identity"]
    assert "A secret." not in str([field.text for part in document.parts for row in part.rows for field in row.fields])
