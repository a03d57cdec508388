"""A file of translations never replaces what somebody else typed since, and nothing of it is half-written."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from plugins.survey import services
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from plugins.survey.taking_translations import compare, take_translations
from plugins.survey.translating import Given, digest_of
from plugins.survey.translation_files import Row
from tests.factories import make_actor
from tests.plugins.survey.conftest import item, options, page, survey

SMALL = survey(
    page("p1", item("a", "radios", options=options("x", "y")), text={"en-GB": "Read this.", "cy": "Darllenwch hyn."}),
    languages=["en-GB", "cy"],
)


def row(place: str, words: str, source: str, before: str = "") -> Row:
    return Row(place, words, digest_of(source), digest_of(before))


def test_each_text_that_is_not_taken_is_told_with_its_place() -> None:
    rows = [
        row("items.a.label", "Pam?", "Question a?"),
        row("items.a.label", "Beth?", "Question a?"),
        row("items.a.options.x.label", "w" * 501, "Answer x"),
        row("items.a.options.y.label", " ", "Answer y"),
        row("pages.p1.text", "Darllenwch.", "Read this.", "Something else"),
        row("items.b.label", "Ble?", "Where?"),
    ]
    report = compare(read_definition(SMALL), "cy", rows)
    assert report.given == {"items.a.label": Given("Pam?", digest_of("Question a?"))}
    assert (report.same, report.empty) == (0, 1)
    assert [(place, said.partition(",")[0].partition(".")[0]) for place, said in report.lines] == [
        ("items.a.label", "It stands in the file twice"),
        ("Words of the answer x to a", "It is longer than 500 characters"),
        ("Text above the questions of the page p1", "Its translation was changed here since the file was made"),
        ("items.b.label", "There is no such text in this survey"),
    ]


def test_a_text_whose_original_changed_is_taken_and_stale() -> None:
    report = compare(read_definition(SMALL), "cy", [row("items.a.label", "Pam?", "Old question?")])
    assert report.given == {"items.a.label": Given("Pam?", digest_of("Old question?"))}
    assert "the original has changed" in report.lines[0][1]


def test_what_a_spreadsheet_took_for_a_date_or_a_number_is_not_taken() -> None:
    made_from, empty = digest_of("Answer x"), digest_of("")
    rows = [
        Row("items.a.options.x.label", "01/02/26", made_from, empty, "01/02/26"),
        Row("items.a.options.y.label", "Ateb y", digest_of("Answer y"), empty, " Answer y\n"),
        Row("items.a.label", "Pam?", digest_of("An older question?"), empty, "An older question?"),
    ]
    report = compare(read_definition(SMALL), "cy", rows)
    assert set(report.given) == {"items.a.options.y.label", "items.a.label"}
    ((_x, said), (_label, stale)) = report.lines
    assert said.startswith("The spreadsheet made “01/02/26” of its original, so it was not taken.")
    assert "the original has changed" in stale


def test_without_our_digest_only_what_is_empty_is_filled() -> None:
    rows = [
        Row("items.a.label", "Pam?", digest_of("Question a?"), ""),
        Row("pages.p1.text", "Arall", digest_of("Read this."), ""),
    ]
    assert list(compare(read_definition(SMALL), "cy", rows).given) == ["items.a.label"]


def test_a_file_is_taken_as_a_whole_and_twice_changes_nothing(session: Session, draft_survey: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    services.change_draft(session, officer, draft_survey, lambda _draft: read_definition(SMALL))
    before = find_draft(session, draft_survey.id).sha256
    same = [row(f"items.a.options.{code}.label", "Yr un", f"Answer {code}") for code in "xy"]
    with pytest.raises(Invalid, match="same words"):
        take_translations(session, officer, draft_survey, "cy", [row("items.a.label", "Pam?", "Question a?"), *same])
    assert find_draft(session, draft_survey.id).sha256 == before
    rows: Any = [row("items.a.label", "Pam?", "Question a?"), row("title", "Parciau", draft_survey.title)]
    assert len(take_translations(session, officer, draft_survey, "cy", rows).given) == 2
    after = find_draft(session, draft_survey.id).sha256
    again = take_translations(session, officer, draft_survey, "cy", rows)
    assert (again.given, again.same, again.lines) == ({}, 2, [])
    assert find_draft(session, draft_survey.id).sha256 == after
