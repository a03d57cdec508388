"""Many at once is the same as one by one: the same rows, counts and words for search."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.edition_people import people_of
from consult.submissions.bulk import take_in_many
from consult.submissions.intake import Envelope, keep_about_you, open_envelope
from consult.submissions.models import AboutYou, Channel, Submission
from consult.submissions.questionnaires import all_versions, known_kinds
from consult.submissions.search import narrow
from consult.submissions.tallies import counts_of, recount
from tests.factories import make_activity, make_consultation

WORDS = st.sampled_from(["cameras at the station", "café signs", "trust", ""])
ENVELOPES = st.lists(
    st.tuples(
        st.sampled_from(["support", "oppose", "dont_know", None]),
        WORDS,
        st.sampled_from(list(Channel)),
        st.sampled_from(["Abbey", "Beckton", ""]),
        st.sampled_from([{"age": "16_24"}, {"age": "75_over", "sex": "female"}, {}, None]),
    ),
    min_size=1,
    max_size=8,
)


def two_alike(session: Session) -> tuple[Activity, Activity]:
    """Return two written responses that ask the same."""
    consultation = make_consultation(session)
    return make_activity(session, consultation), make_activity(session, consultation)


def envelope(
    activity: Activity, number: int, position: str | None, words: str, channel: Channel, area: str
) -> Envelope:
    """Return an envelope with these answers."""
    answers = {"position": position, "reasons": words}
    return Envelope(
        answers={key: value for key, value in answers.items() if value},
        idempotency_key=f"bulk:{activity.id}:{number}",
        channel=channel,
        area=area,
        questions_version=activity.settings_version,
    )


def found(session: Session, activity: Activity, words: str) -> list[str]:
    """Return the channels of what is found with these words, the newest last."""
    query = narrow(session, select(Submission).where(Submission.activity_id == activity.id), words)
    return [item.channel for item in sorted(session.scalars(query), key=lambda item: item.id)]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=ENVELOPES)
def test_many_at_once_leave_the_same_as_one_by_one(
    session: Session, made: list[tuple[str, str, Channel, str, dict[str, str]]]
) -> None:
    together, singly = two_alike(session)
    take_in_many(
        session,
        together,
        [envelope(together, number, *one[:4]) for number, one in enumerate(made)],
        [item[4] for item in made],
    )
    for number, one in enumerate(made):
        taken = open_envelope(session, singly, envelope(singly, number, *one[:4]))
        keep_about_you(session, singly.id, taken.id, one[4] or {})
    assert counts_of(session, together.id) == counts_of(session, singly.id)
    assert counts_of(session, together.id) == recount(
        session, together.id, all_versions(session, together), known_kinds(session)
    )
    for words in ("camera", "cafe", "trust station"):
        assert found(session, together, words) == found(session, singly, words)
    assert [one.about for one in people_of(session, together, {})] == [
        one.about for one in people_of(session, singly, {})
    ]


def test_numbers_come_back_in_the_order_of_the_envelopes(session: Session) -> None:
    activity, _ = two_alike(session)
    envelopes = [envelope(activity, number, "support", f"text {number}", Channel.WEB, "") for number in range(600)]
    numbers = take_in_many(session, activity, envelopes)
    texts = dict(session.execute(select(Submission.id, Submission.answers)).all())
    assert [texts[number]["reasons"] for number in numbers] == [f"text {number}" for number in range(600)]
    assert session.scalar(select(func.count(Submission.reference.distinct()))) == 600


def test_nothing_taken_in_leaves_nothing(session: Session) -> None:
    activity, _ = two_alike(session)
    assert take_in_many(session, activity, []) == []
    assert counts_of(session, activity.id) == {}


def test_equality_answers_are_kept_sealed_and_apart(session: Session) -> None:
    activity, _ = two_alike(session)
    take_in_many(session, activity, [envelope(activity, 1, "support", "", Channel.WEB, "")], [{"age": "16_24"}])
    row = session.scalars(select(AboutYou)).one()
    assert b"16_24" not in row.sealed
    assert row.link != str(session.scalars(select(Submission.id)).one())


def test_an_idempotency_key_is_used_once(session: Session) -> None:
    activity, _ = two_alike(session)
    one = envelope(activity, 1, "support", "", Channel.WEB, "")
    with pytest.raises(IntegrityError), session.begin_nested():
        take_in_many(session, activity, [one, one])
