"""Finding responses to read: nobody sees what the rule forbids, and nothing in the list is skipped."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.desk.queries import (
    Filters,
    awaiting_check,
    count_up_to,
    find_submission,
    listed,
    neighbour,
    next_unread,
    read_among,
    visible_to,
)
from consult.desk.readings import record_reading
from consult.desk.transcription import check_entry
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import NotFound, SignInNeeded
from consult.submissions.models import Channel, Status, Submission
from consult.submissions.policies import PERMISSIONS
from tests.consult.desk.test_transcription import original_of
from tests.factories import actor_for, make_activity, make_actor, make_consultation, make_person, make_submission

patient = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
AREAS, WORDS = ("Abbey", "E13", ""), ("Cameras help.", "No cameras!", "Nothing.")
kept = st.tuples(
    st.sampled_from(list(Channel)),
    st.sampled_from(list(Status)),
    st.sampled_from(AREAS),
    st.sampled_from(WORDS),
    st.booleans(),
)
wanted = st.builds(
    Filters,
    words=st.sampled_from(["", "camera", "cameras help", "zebra"]),
    channel=st.sampled_from(["", *(channel.value for channel in Channel)]),
    status=st.sampled_from(["", *(status.value for status in Status)]),
    area=st.sampled_from(AREAS),
    unread=st.booleans(),
    order=st.sampled_from(["", "oldest"]),
)


SEVERAL = [(Channel.WEB, Status.SUBMITTED, "", words, False) for words in (*WORDS, *WORDS)]


def fits(row: tuple[Channel, Status, str, str, bool], filters: Filters) -> bool:
    """Whether a response fits the filters, as a person would say."""
    channel, status, area, words, is_read = row
    searched = filters.words.removesuffix("s help").removesuffix("s")
    found = not searched or (searched in words.lower() and ("help" not in filters.words or "help" in words))
    return (
        found
        and filters.channel in {"", channel}
        and filters.status in {"", status}
        and filters.area in {"", area}
        and not (filters.unread and is_read)
    )


@patient
@given(
    roles=st.sets(st.sampled_from(list(Role)), max_size=3),
    states=st.lists(st.sampled_from(list(State)), min_size=1, max_size=3),
    statuses=st.lists(st.sampled_from(list(Status)), min_size=1, max_size=3),
)
def test_list_and_rule_agree_for_whoever_asks(
    session: Session, roles: set[Role], states: list[State], statuses: list[Status]
) -> None:
    made = []
    for state in states:
        of = make_activity(session, make_consultation(session, state=state))
        made += [make_submission(session, of, status=status) for status in statuses]
    for actor in (actor_for(session, make_person(session, *sorted(roles))), ANONYMOUS):
        shown = set(session.scalars(visible_to(actor).where(Submission.id.in_([submission.id for submission in made]))))
        assert shown == {submission for submission in made if PERMISSIONS["submissions.read"].allows(actor, submission)}
        for submission in made:
            if submission in shown:
                assert find_submission(session, submission.id, actor) is submission
            else:
                with pytest.raises((NotFound, SignInNeeded)):
                    find_submission(session, submission.id, actor)


@patient
@example(rows=SEVERAL, filters=Filters())
@example(rows=SEVERAL, filters=Filters(words="camera"))
@given(rows=st.lists(kept, max_size=7), filters=wanted)
def test_the_list_holds_what_fits_and_the_keys_lead_through_all_of_it(
    session: Session, rows: list[tuple[Channel, Status, str, str, bool]], filters: Filters
) -> None:
    activity, reader = make_activity(session, make_consultation(session)), make_actor(session, Role.OFFICER)
    elsewhere = make_activity(session, make_consultation(session))
    expected: list[int] = []
    for row in rows:
        channel, status, area, words, is_read = row
        one = make_submission(session, activity, answers={"reasons": words}, channel=channel, area=area, status=status)
        make_submission(session, elsewhere, answers={"reasons": words}, channel=channel, area=area, status=status)
        if is_read:
            record_reading(session, reader, one)
        if fits(row, filters):
            expected.insert(0, one.id)
    if filters.is_oldest_first:
        expected.reverse()
    found = [item.id for item in session.scalars(listed(session, activity.id, filters))]
    assert found == expected
    assert count_up_to(session, listed(session, activity.id, filters)) == len(expected)
    for place, number in enumerate(expected):
        here = session.get_one(Submission, number)
        older = expected[place + 1] if place + 1 < len(expected) else None
        newer = expected[place - 1] if place else None
        assert neighbour(session, here, filters, older=True) == older
        assert neighbour(session, here, filters, older=False) == newer


def test_counting_looks_no_further_than_it_has_to(session: Session, activity: Activity) -> None:
    for _ in range(5):
        make_submission(session, activity)
    query = listed(session, activity.id, Filters())
    assert [count_up_to(session, query, maximum) for maximum in (10, 5, 4, 3)] == [5, 5, 5, 4]


def test_filters_survive_in_an_address(session: Session) -> None:
    assert Filters().as_arguments() == {}
    assert Filters(words="a&b", area="E13", unread=True).as_arguments() == {"q": "a&b", "area": "E13", "unread": "1"}


def sampled(session: Session, activity: Activity, typist: Person, **more: Any) -> Submission:
    """Return a response on paper that belongs to the sample."""
    made = make_submission(session, activity, channel=Channel.PAPER, transcribed_by=typist, **more)
    made.is_in_check_sample = True
    session.flush()
    return made


def test_an_entry_awaits_the_look_of_every_officer_but_the_one_who_typed_it(
    session: Session, activity: Activity
) -> None:
    typist, other, third = (make_person(session, Role.OFFICER) for _ in range(3))
    one, two = sampled(session, activity, typist), sampled(session, activity, other)
    sampled(session, activity, typist, status=Status.WITHDRAWN)
    sampled(session, make_activity(session, activity.consultation), typist)
    make_submission(session, activity, channel=Channel.PAPER, transcribed_by=typist)
    awaited = {
        person.id: list(session.scalars(awaiting_check(activity.id, actor_for(session, person))))
        for person in (typist, other, third)
    }
    assert awaited == {typist.id: [two], other.id: [one], third.id: [one, two]}
    check_entry(session, actor_for(session, third), activity, one, original_of(one), seen=one.revision)
    assert list(session.scalars(awaiting_check(activity.id, actor_for(session, other)))) == []


def test_what_somebody_has_read_is_read_for_the_whole_desk(session: Session, activity: Activity) -> None:
    one, two = make_submission(session, activity), make_submission(session, activity)
    record_reading(session, make_actor(session, Role.OFFICER), one)
    assert read_among(session, [one.id, two.id]) == {one.id}
    assert read_among(session, []) == set()
    assert list(session.scalars(select(Submission.id).where(Submission.id.in_(read_among(session, [two.id]))))) == []


def test_the_next_unread_is_looked_for_from_the_top_again_and_is_never_the_one_shown(
    session: Session, activity: Activity
) -> None:
    first, second, third = (make_submission(session, activity) for _ in range(3))
    reader = make_actor(session, Role.OFFICER)
    assert next_unread(session, third, Filters()) == second.id
    assert next_unread(session, first, Filters()) == third.id
    assert next_unread(session, first, Filters(order="oldest")) == second.id
    record_reading(session, reader, second)
    assert next_unread(session, third, Filters()) == first.id
    record_reading(session, reader, first)
    assert next_unread(session, third, Filters()) is None
    assert next_unread(session, first, Filters(channel="paper")) is None
