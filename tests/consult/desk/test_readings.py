"""How much of what people sent was read by somebody: the number an officer stands by."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.exclusions import exclude, reinstate
from consult.desk.readings import Coverage, read_coverage, record_reading
from consult.journey.drafts import PageAnswers, save_page, start_draft
from consult.journey.services import content_of, submit, withdraw
from consult.kernel.authz import ANONYMOUS, Role
from consult.submissions.models import Reading, Status
from tests.factories import make_activity, make_actor, make_consultation, make_submission

CODE = "0000-0000-0000-0004"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    statuses=st.lists(st.sampled_from(list(Status)), max_size=5),
    looks=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 1)), max_size=10),
)
def test_each_counted_response_is_read_once_however_many_looked(
    session: Session, statuses: list[Status], looks: list[tuple[int, int]]
) -> None:
    activity, other = (make_activity(session, make_consultation(session)) for _ in range(2))
    readers = [make_actor(session, Role.OFFICER) for _ in range(2)]
    sent = [make_submission(session, activity, status=status) for status in statuses]
    record_reading(session, readers[0], make_submission(session, other))
    seen = set()
    for number, who in looks:
        if number < len(sent):
            record_reading(session, readers[who], sent[number])
            seen.add(number)
    counted = {number for number, status in enumerate(statuses) if status is Status.SUBMITTED}
    assert read_coverage(session, activity.id) == Coverage(read=len(seen & counted), counted=len(counted))
    assert len(session.scalars(select(Reading)).all()) >= len(seen) + 1


def test_a_response_that_its_author_changed_has_to_be_read_again(session: Session, activity: Activity) -> None:
    sent = make_submission(session, activity, code=CODE)
    record_reading(session, make_actor(session, Role.OFFICER), sent)
    start_draft(session, activity.id, 1, content=content_of(sent), changes=sent.id, code=CODE)
    save_page(session, CODE, PageAnswers(page="reasons", answers={"reasons": "Second thoughts."}))
    assert read_coverage(session, activity.id) == Coverage(read=1, counted=1)
    submit(session, CODE)
    assert read_coverage(session, activity.id) == Coverage(read=0, counted=1)


def test_what_does_not_count_is_in_neither_number_and_comes_back_as_read(session: Session, activity: Activity) -> None:
    officer, sent = make_actor(session, Role.OFFICER), make_submission(session, activity, code=CODE)
    record_reading(session, officer, sent)
    exclude(session, officer, activity, sent, "duplicate", "")
    assert read_coverage(session, activity.id) == Coverage(read=0, counted=0)
    reinstate(session, officer, activity, sent)
    assert read_coverage(session, activity.id) == Coverage(read=1, counted=1)
    withdraw(session, CODE)
    assert read_coverage(session, activity.id) == Coverage(read=0, counted=0)


def test_nobody_in_particular_reads_nothing(session: Session, activity: Activity) -> None:
    record_reading(session, ANONYMOUS, make_submission(session, activity))
    assert read_coverage(session, activity.id) == Coverage(read=0, counted=1)
