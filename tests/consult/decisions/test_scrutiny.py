"""A decision is listed when its reasons are short or alike, or when responses had not been read."""

from sqlalchemy.orm import Session

from consult.decisions.scrutiny import THIN_RECORDS
from tests.consult.decisions.conftest import Case
from tests.support.scrutiny import BEGINNING, titles_found


def test_short_reasons_and_those_that_three_issues_share_are_found(session: Session, case: Case) -> None:
    for issue in [case.answered() for _ in range(3)]:
        issue.reason = "We noted it."
    assert titles_found(session, THIN_RECORDS) == {}
    case.response()
    case.write()
    case.publish()
    title = f"The decision on “{case.consultation.title}”, version 1"
    issues = [f"{title}, issue {number}" for number in (1, 2, 3)]
    assert titles_found(session, THIN_RECORDS) == {"short_reason": issues, "same_reason": issues, "unread": [title]}
    assert titles_found(session, THIN_RECORDS, until=BEGINNING) == {}
