"""How many took part."""

from sqlalchemy.orm import Session

from consult.consultations.participation import taken_part
from consult.submissions.models import Status
from tests.factories import make_activity, make_consultation, make_submission


def test_each_kind_counts_its_own_and_an_unknown_kind_is_left_out(session: Session) -> None:
    made = make_consultation(session)
    first, empty, unknown = (
        make_activity(session, made, kind, position=place)
        for place, kind in enumerate(("response", "response", "polling"))
    )
    for _ in range(3):
        make_submission(session, first)
    make_submission(session, first, status=Status.WITHDRAWN)
    assert taken_part(session, made.activities) == {first.id: 3, empty.id: 0}
    assert unknown.id not in taken_part(session, [unknown])
