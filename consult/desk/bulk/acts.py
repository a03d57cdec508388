"""What can be done with many responses: on which of them, how, and how each is taken back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.comments.models import HELD_REASONS, Standing
from consult.comments.services import decide_as_before, hold, publish, publishable, standings_of, with_consent
from consult.consultations.models import Activity
from consult.desk.assignments import NOBODY, readers, reassign
from consult.desk.bulk.models import BulkAct, BulkKind
from consult.desk.exclusions import EXCLUSION_REASONS
from consult.desk.models import Assignment, Tag, Tagged
from consult.desk.tags import tag_rows, untag_rows
from consult.kernel.authz import Actor
from consult.kernel.messages import gettext as _
from consult.kernel.row_numbers import row_number
from consult.submissions.models import Status, Submission
from consult.submissions.revision import set_statuses

PUBLISHABLE = "publishable"
"""The one value of an act that publishes: nothing else is published than what may be."""
Numbers = Collection[int]
Before = Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class Act:
    """What is done with many responses at once.

    `in_words` names the value for people, and is `None` for one that is not on offer. `present` says what stands now
    where the act would change something, by number; `make` changes exactly these. `undo` takes the act back on
    responses that still stand as it left them, given what stood there before.
    """

    permission: str
    in_words: Callable[[Session, Activity, str], str | None]
    present: Callable[[Session, str, Numbers], Before]
    make: Callable[[Session, Actor, Activity, BulkAct, Numbers], None]
    unchanged: Callable[[Session, str, Numbers], Numbers]
    undo: Callable[[Session, Actor, Activity, BulkAct, Before], None]


def _numbers(session: Session, query: Select[int]) -> set[int]:
    return set(session.scalars(query))


def _reader_in_words(session: Session, _activity: Activity, value: str) -> str | None:
    if value == NOBODY:
        return _("Nobody in particular")
    return readers(session).get(row_number(value))


def _assigned(session: Session, numbers: Numbers) -> dict[int, str]:
    query = select(Assignment.submission_id, Assignment.person_id).where(Assignment.submission_id.in_(numbers))
    return {row.submission_id: str(row.person_id) for row in session.execute(query)}


def _assigned_otherwise(session: Session, value: str, numbers: Numbers) -> Before:
    now = _assigned(session, numbers)
    return {number: now.get(number, NOBODY) for number in numbers if now.get(number, NOBODY) != value}


def _assign(session: Session, actor: Actor, _activity: Activity, act: BulkAct, numbers: Numbers) -> None:
    reassign(session, actor, dict.fromkeys(numbers, act.value))


def _still_assigned(session: Session, value: str, numbers: Numbers) -> Numbers:
    now = _assigned(session, numbers)
    return {number for number in numbers if now.get(number, NOBODY) == value}


def _assign_as_before(session: Session, actor: Actor, _activity: Activity, _act: BulkAct, before: Before) -> None:
    reassign(session, actor, before)


def _tag_in_words(session: Session, activity: Activity, value: str) -> str | None:
    tag = session.get(Tag, row_number(value))
    return tag.name if tag is not None and tag.activity_id == activity.id else None


def _with_tag(session: Session, value: str, numbers: Numbers) -> Numbers:
    query = select(Tagged.submission_id).where(Tagged.tag_id == int(value), Tagged.submission_id.in_(numbers))
    return _numbers(session, query)


def _without_tag(session: Session, value: str, numbers: Numbers) -> Numbers:
    return set(numbers) - set(_with_tag(session, value, numbers))


def _tag(session: Session, actor: Actor, _activity: Activity, act: BulkAct, numbers: Numbers) -> None:
    tag_rows(session, actor, int(act.value), numbers)


def _untag(session: Session, _actor: Actor, _activity: Activity, act: BulkAct, numbers: Numbers) -> None:
    untag_rows(session, int(act.value), numbers)


def _reason_in_words(_session: Session, _activity: Activity, value: str) -> str | None:
    return EXCLUSION_REASONS.get(value)


def _counted(session: Session, _value: str, numbers: Numbers) -> Before:
    query = select(Submission.id).where(Submission.id.in_(numbers), Submission.status == Status.SUBMITTED)
    return dict.fromkeys(session.scalars(query), "")


def _exclude(session: Session, _actor: Actor, activity: Activity, act: BulkAct, numbers: Numbers) -> None:
    set_statuses(session, activity, numbers, Status.EXCLUDED, act.value, act.reason)


def _still_excluded(session: Session, value: str, numbers: Numbers) -> Numbers:
    is_excluded = (Submission.status == Status.EXCLUDED, Submission.exclusion_code == value)
    return _numbers(session, select(Submission.id).where(Submission.id.in_(numbers), *is_excluded))


def _reinstate(session: Session, _actor: Actor, activity: Activity, _act: BulkAct, before: Before) -> None:
    set_statuses(session, activity, before, Status.SUBMITTED, None)


def _publish_in_words(session: Session, activity: Activity, value: str) -> str | None:
    return _("By consent, where an officer has read it") if value == PUBLISHABLE else None


def _not_published(session: Session, _value: str, numbers: Numbers) -> Before:
    standings = standings_of(session, publishable(session, numbers))
    return {number: standing for number, standing in standings.items() if standing != Standing.PUBLISHED}


def _publish(session: Session, actor: Actor, activity: Activity, _act: BulkAct, numbers: Numbers) -> None:
    publish(session, actor, activity, numbers)


def _still_standing(session: Session, standing: Standing, numbers: Numbers) -> Numbers:
    return {number for number, found in standings_of(session, numbers).items() if found == standing}


def _decide_as_before(session: Session, actor: Actor, activity: Activity, _act: BulkAct, before: Before) -> None:
    decide_as_before(session, actor, activity, before)


def _held_in_words(_session: Session, _activity: Activity, value: str) -> str | None:
    return HELD_REASONS.get(value)


def _not_held(session: Session, _value: str, numbers: Numbers) -> Before:
    standings = standings_of(session, with_consent(session, numbers))
    return {number: standing for number, standing in standings.items() if standing != Standing.HELD}


def _hold(session: Session, actor: Actor, activity: Activity, act: BulkAct, numbers: Numbers) -> None:
    hold(session, actor, activity, numbers, act.value, act.reason)


ACTS: Mapping[BulkKind, Act] = {
    BulkKind.ASSIGN: Act(
        permission="submissions.assign",
        in_words=_reader_in_words,
        present=_assigned_otherwise,
        make=_assign,
        unchanged=_still_assigned,
        undo=_assign_as_before,
    ),
    BulkKind.TAG: Act(
        permission="submissions.annotate",
        in_words=_tag_in_words,
        present=lambda session, value, numbers: dict.fromkeys(_without_tag(session, value, numbers), ""),
        make=_tag,
        unchanged=_with_tag,
        undo=lambda session, actor, activity, act, before: _untag(session, actor, activity, act, before),
    ),
    BulkKind.UNTAG: Act(
        permission="submissions.annotate",
        in_words=_tag_in_words,
        present=lambda session, value, numbers: dict.fromkeys(_with_tag(session, value, numbers), ""),
        make=_untag,
        unchanged=_without_tag,
        undo=lambda session, actor, activity, act, before: _tag(session, actor, activity, act, before),
    ),
    BulkKind.EXCLUDE: Act(
        permission="submissions.exclude",
        in_words=_reason_in_words,
        present=_counted,
        make=_exclude,
        unchanged=_still_excluded,
        undo=_reinstate,
    ),
    BulkKind.PUBLISH: Act(
        permission="comments.publish",
        in_words=_publish_in_words,
        present=_not_published,
        make=_publish,
        unchanged=lambda session, _value, numbers: _still_standing(session, Standing.PUBLISHED, numbers),
        undo=_decide_as_before,
    ),
    BulkKind.HOLD: Act(
        permission="comments.publish",
        in_words=_held_in_words,
        present=_not_held,
        make=_hold,
        unchanged=lambda session, _value, numbers: _still_standing(session, Standing.HELD, numbers),
        undo=_decide_as_before,
    ),
}


def in_slices(numbers: Sequence[int], size: int) -> list[Sequence[int]]:
    """Cut a list into parts of at most this size, since a statement names only so many values."""
    return [numbers[place : place + size] for place in range(0, len(numbers), size)]
