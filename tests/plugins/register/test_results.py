"""Officers correct, withdraw and restore results; what was said before stays as a version."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.kernel.authz import SYSTEM
from consult.kernel.errors import ChangedMeanwhile, Invalid
from plugins.register.accuracy_models import Accuracy, ResultChange
from plugins.register.models import Cause
from plugins.register.results import correct_result, restore_result, settle_result_changes, withdraw_result
from tests.plugins.register.test_accuracy_imports import FIRST, taken


@pytest.fixture
def result(session: Session) -> Accuracy:
    """A result as it was published."""
    taken(session, FIRST)
    return session.scalars(select(Accuracy)).one()


def test_a_correction_is_a_version_with_a_reason(session: Session, result: Accuracy) -> None:
    with pytest.raises(Invalid):
        correct_result(session, SYSTEM, result, {"value": "0.02"}, reason="", seen_version=1)
    correct_result(session, SYSTEM, result, {"value": "0.02", "vendor": "NEC"}, reason="Misread", seen_version=1)
    correct_result(session, SYSTEM, result, {"value": "0.02"}, reason="", seen_version=2)
    assert [(kept.number, kept.cause, kept.cells.get("vendor")) for kept in result.versions] == [
        (1, Cause.PUBLISHED, None),
        (2, Cause.CORRECTED, "NEC"),
    ]
    assert (result.value, result.vendor, result.version) == ("0.02", "NEC", 2)
    with pytest.raises(ChangedMeanwhile):
        correct_result(session, SYSTEM, result, {"value": "0.03"}, reason="Other", seen_version=1)


@pytest.mark.parametrize(
    ("cells", "name"),
    [({"successes": "5"}, "successes"), ({"trials": "many"}, "trials"), ({"finding": "x" * 501}, "finding")],
)
def test_what_cannot_be_taken_is_refused_by_its_field(
    session: Session, result: Accuracy, cells: dict[str, str], name: str
) -> None:
    with pytest.raises(Invalid) as refused:
        correct_result(session, SYSTEM, result, cells, reason="Wrong", seen_version=1)
    assert list(refused.value.fields) == [name]
    assert (result.version, len(result.versions)) == (1, 1)


def test_a_withdrawn_result_stays_with_its_reason_and_can_be_restored(session: Session, result: Accuracy) -> None:
    with pytest.raises(Invalid):
        withdraw_result(session, SYSTEM, result, "")
    for _again in range(2):
        withdraw_result(session, SYSTEM, result, "The study was withdrawn")
    assert (result.is_withdrawn, result.version, result.value) == (True, 2, "0.017")
    for _again in range(2):
        restore_result(session, SYSTEM, result, "It stands after all")
    assert result.is_withdrawn is False
    assert [kept.cause for kept in result.versions] == [Cause.PUBLISHED, Cause.WITHDRAWN, Cause.RESTORED]


def test_each_step_has_its_entry(session: Session, result: Accuracy) -> None:
    taken(session, FIRST.replace("0.017", "0.018"))
    waiting = session.scalars(select(ResultChange)).all()
    settle_result_changes(session, SYSTEM, waiting, is_confirmed=False, reason="The old file")
    correct_result(session, SYSTEM, result, {"value": "0.02"}, reason="Misread", seen_version=1)
    withdraw_result(session, SYSTEM, result, "Withdrawn")
    restore_result(session, SYSTEM, result, "Restored")
    names = session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)).all()
    assert names[-4:] == [
        "register.result_change_settled",
        "register.result_corrected",
        "register.result_withdrawn",
        "register.result_restored",
    ]
