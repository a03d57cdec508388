"""The order in which each person was shown the options of a question, as columns."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.orders import order_cells, order_columns
from consult.submissions.questionnaires import all_versions
from tests.factories import make_activity, make_consultation


def test_a_survey_in_one_order_has_no_such_column(session: Session) -> None:
    activity: Activity = make_activity(session, make_consultation(session))
    versions = all_versions(session, activity)
    assert order_columns(versions) == []
    assert order_cells(versions, frozenset({"a"}))(1, "seed", {}) == []
