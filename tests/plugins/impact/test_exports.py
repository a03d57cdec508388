"""Evidence as it is exported: all of it for officers, what was published for the public."""

from typing import Any

from consult.sdk.publishing import Audience
from plugins.impact import evidence_drafts, services
from plugins.impact.exports import COLUMNS, evidence_columns, evidence_rows, question_rows
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import Case


def _rows(case: Case, names: list[str], audience: Audience = Audience.OFFICER) -> list[dict[str, Any]]:
    rows = evidence_rows(case.session, case.activity.id, names, audience)
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_officers_get_every_piece_that_was_sent_with_everything_in_it(case: Case) -> None:
    case.draft()
    case.sent(publication="officers_only")
    answered = case.brought_to(Status.RESPONDED)
    names = [column.name for column in evidence_columns(case.session, case.activity.id)]
    rows = _rows(case, names)
    assert [row["status"] for row in rows] == ["submitted", "responded"]
    last = rows[-1]
    assert last["reference"] == answered.reference
    assert last["group_name"] == case.group.name
    assert last["statement"] == "Fewer people came to the market."
    assert last["areas"] == "Trust in the police or the council; Work, trade or money"
    assert last["answer"] == answered.answer
    assert last["is_cleared"] == "yes"
    assert last["envelope"] == "submitted"


def test_the_public_gets_what_the_public_page_shows_and_no_name_of_a_group_that_wants_none(case: Case) -> None:
    case.sent()
    case.brought_to(Status.RESPONDED, publication="officers_only")
    case.brought_to(Status.RESPONDED, publication="anonymous")
    case.brought_to(Status.ACCEPTED)
    rows = _rows(case, [column.name for column in COLUMNS if column.is_public], Audience.PUBLIC)
    assert [row["group"] for row in rows] == ["A community group", case.group.name]
    assert case.group.name not in str(rows[0])


def test_an_officer_who_asks_for_public_columns_only_still_gets_every_piece(case: Case) -> None:
    case.brought_to(Status.RESPONDED, publication="officers_only")
    assert len(_rows(case, ["reference"])) == 1
    assert _rows(case, ["reference"], Audience.PUBLIC) == []


def test_questions_leave_with_their_answers_and_for_the_public_only_as_the_group_agreed(case: Case) -> None:
    shown, kept = case.brought_to(Status.QUERIED), case.brought_to(Status.QUERIED)
    for evidence in (shown, kept):
        evidence_drafts.answer_query(case.session, case.member, evidence, "Seven.", is_public=evidence is shown)
        services.accept_evidence(case.session, case.officer, evidence, is_cleared=True)
    names = ["reference", "question", "answer"]

    def leaves(audience: Audience) -> list[tuple[Any, ...]]:
        return list(question_rows(case.session, case.activity.id, names, audience))

    asked = "How many told you?"
    assert leaves(Audience.OFFICER) == [(shown.reference, asked, "Seven."), (kept.reference, asked, "Seven.")]
    assert leaves(Audience.PUBLIC) == [(shown.reference, asked, "Seven.")]


def test_nothing_that_may_recognise_somebody_is_a_public_column() -> None:
    private = {
        "group_name",
        "contact_role",
        "basis",
        "place",
        "happened_on",
        "personal_note",
        "interest",
        "weight_reason",
    }
    assert private.isdisjoint(column.name for column in COLUMNS if column.is_public)
    assert len({column.name for column in COLUMNS}) == len(COLUMNS)
