"""The database itself refuses evidence that stands nowhere, has no answer or no reason; texts are read in one place."""

from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.migrate import downgrade, upgrade
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status
from tests.plugins.impact.conftest import Case, make_case
from tests.support.redaction import redact


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", "lost"),
        ("evidence_type", "rumour"),
        ("first_hand", "fifth_hand"),
        ("direction", "sideways"),
        ("severity", "awful"),
        ("frequency", "now and then"),
        ("reach", "the_world"),
        ("publication", "front_page"),
        ("weight", "heavy"),
    ],
)
def test_a_word_that_is_on_no_list_is_refused(case: Case, column: str, value: str) -> None:
    evidence = case.sent()
    setattr(evidence, column, value)
    with pytest.raises(IntegrityError, match=f"known_{column}"):
        case.session.flush()


@pytest.mark.parametrize(
    ("status", "change", "promise"),
    [
        (Status.RESPONDED, {"answer": ""}, "responded_has_an_answer"),
        (Status.OUT_OF_SCOPE, {"scope_reason": ""}, "out_of_scope_has_a_reason"),
        (Status.SUBMITTED, {"submission_id": None}, "sent_has_an_envelope"),
        (Status.SUBMITTED, {"status": "draft"}, "sent_has_an_envelope"),
        (Status.DRAFT, {"status": "submitted"}, "sent_has_an_envelope"),
    ],
)
def test_what_a_group_was_promised_the_database_keeps(
    case: Case, status: Status, change: dict[str, Any], promise: str
) -> None:
    evidence = case.brought_to(status)
    for column, value in change.items():
        setattr(evidence, column, value)
    with pytest.raises(IntegrityError, match=promise):
        case.session.flush()


def test_a_draft_has_no_reference_and_what_was_sent_has_that_of_its_envelope(case: Case) -> None:
    assert case.draft().reference == ""
    sent = case.sent()
    assert sent.submission is not None
    assert sent.reference == sent.submission.reference != ""


def test_a_text_is_as_typed_in_a_draft_and_as_redacted_once_it_was_sent(case: Case) -> None:
    draft, sent = case.draft(statement="Amina saw it."), case.sent(statement="Amina saw it.")
    assert sent.texts == {}
    assert draft.text("statement") == sent.text("statement") == "Amina saw it."
    assert sent.submission is not None
    redact(
        case.session,
        case.officer,
        case.activity,
        sent.submission,
        question="statement",
        passage="Amina",
        code="third_party",
    )
    assert "Amina" not in sent.text("statement")
    assert draft.text("statement") == "Amina saw it."
    assert sent.text("never_asked") == ""


def test_of_two_who_change_one_version_the_second_does_not_win_unseen(case: Case) -> None:
    evidence = case.draft()
    case.session.execute(text("UPDATE impact_evidence SET version = version + 1"))
    evidence.severity = "low"
    with pytest.raises(StaleDataError):
        case.session.flush()


def test_a_downgrade_and_an_upgrade_keep_every_piece_and_where_it_stands(
    live_database: Database, registry: Registry
) -> None:
    statuses = [status for status in Status if status is not Status.DRAFT]
    with live_database.unit_of_work() as session:
        case = make_case(session)
        for status in statuses:
            case.brought_to(status)
        case.draft()
    downgrade(live_database, registry, "impact", "0001_initial")
    with live_database.engine.connect() as connection:
        query = text("SELECT status, count(*) FROM impact_evidence GROUP BY status ORDER BY status")
        found: dict[str, int] = dict(connection.execute(query).all())
    assert found == {
        "accepted": 1,
        "considered": 1,
        "draft": 1,
        "out_of_scope": 3,
        "queried": 1,
        "responded": 1,
        "screened": 2,
        "submitted": 1,
    }
    upgrade(live_database, registry)
    with live_database.unit_of_work() as session:
        pieces = session.scalars(select(Evidence).order_by(Evidence.id)).all()
        assert len(pieces) == len(statuses) + 1
        assert {piece.channel for piece in pieces} == {"web"}
        assert pieces[0].text("statement") == "Fewer people came to the market."
        assert all(piece.steps for piece in pieces if piece.stands_at is not Status.DRAFT)
