"""The public file of responses, looked at by somebody who has an earlier one, and the published tables."""

from collections import Counter
from typing import Any

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.registry import Registry
from consult.exports.public_rows import ChangedSince, NotPublished
from consult.exports.services import publish_results, settle
from consult.exports.writing import chunks_of, find_wanted
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.db import database_of
from consult.submissions.exclusions import exclude
from consult.submissions.models import Submission
from tests.consult.exports.test_services import surveyed
from tests.factories import make_activity, make_actor, make_consultation, make_submission


def closed(session: Session, **numbers: int) -> Activity:
    """Return a closed written response that so many people answered with each position."""
    activity = make_activity(session, make_consultation(session, state=State.CLOSED))
    for position, number in numbers.items():
        for _ in range(number):
            make_submission(session, activity, answers={"position": position})
    return activity


def downloaded(session: Session, activity: Activity) -> list[dict[str, Any]]:
    """Return the rows of the public file as somebody downloads it."""
    registry: Registry = database_of(session).surroundings["registry"]
    wanted = find_wanted(
        session,
        registry.exports,
        activity.consultation,
        what="responses",
        file_format="json",
        audience="public",
        activity_id=activity.id,
    )
    settle(session, SYSTEM, wanted)
    return [orjson.loads(line) for line in b"".join(chunks_of(session, wanted)).splitlines()]


def leave_one_out(session: Session, activity: Activity) -> None:
    """Exclude the first response."""
    first = session.scalars(select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id))
    exclude(session, make_actor(session, Role.OFFICER), activity, first.all()[0], "test", "")


def test_two_downloads_do_not_tell_what_somebody_said_who_was_taken_out_in_between(session: Session) -> None:
    activity = closed(session, support=12, oppose=10)
    publish_results(session, SYSTEM, activity, with_comments=False)
    first = downloaded(session, activity)
    assert Counter(row["position"] for row in first) == {"support": 12, "oppose": 10}
    leave_one_out(session, activity)
    assert downloaded(session, activity) == first
    publish_results(session, SYSTEM, activity, with_comments=False)
    assert downloaded(session, activity) == first


def test_beside_results_from_before_a_change_no_file_is_made(session: Session) -> None:
    activity = closed(session, support=12, oppose=10)
    with pytest.raises(NotPublished):
        downloaded(session, activity)
    publish_results(session, SYSTEM, activity, with_comments=False)
    leave_one_out(session, activity)
    with pytest.raises(ChangedSince):
        downloaded(session, activity)
    make_submission(session, activity, answers={"position": "oppose"})
    with pytest.raises(ChangedSince):
        downloaded(session, activity)


def test_a_number_that_changed_by_one_between_publications_is_not_told_by_the_file(session: Session) -> None:
    activity = closed(session, support=12, oppose=10, neither=20)
    publish_results(session, SYSTEM, activity, with_comments=False)
    leave_one_out(session, activity)
    publish_results(session, SYSTEM, activity, with_comments=False)
    told = Counter(row["position"] for row in downloaded(session, activity))
    assert told["support"] != 11


def test_what_a_published_table_hides_is_hidden_in_the_file(session: Session) -> None:
    activity = closed(session, support=30, oppose=9, neither=3)
    results = publish_results(session, SYSTEM, activity, with_comments=False)
    (table,) = [one for one in results.shown["tables"] if one["key"] == "position"]
    hidden = {line["label"] for line in table["lines"] if line["people"] is None}
    told = Counter(row["position"] for row in downloaded(session, activity))
    assert "Neither support nor oppose" in hidden
    labels = {"support": "Support", "oppose": "Oppose", "neither": "Neither support nor oppose"}
    assert not {labels[code] for code in told if code in labels} & hidden


def test_published_totals_do_not_tell_how_few_of_some_people_gave_an_answer(session: Session) -> None:
    activity = surveyed(session, True)
    for choice, number in (("a", 7), ("b", 3)):
        for _ in range(number):
            make_submission(session, activity, answers={"choice": choice, "other": "b"})
    results = publish_results(session, SYSTEM, activity, with_comments=False)
    (table,) = [one for one in results.shown["tables"] if one["key"] == "other"]
    assert 10 in {line["people"] for line in table["lines"]}
    told = Counter((row["choice"], row["other"]) for row in downloaded(session, activity))
    assert 10 - told["a", "b"] not in {1, 2, 3, 4}
