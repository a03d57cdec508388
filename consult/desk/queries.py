"""Finding submissions for the officers who read them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from consult.accounts.queries import names_of_people
from consult.consultations.models import Activity
from consult.consultations.policies import desk
from consult.contract.deployment import deployment_of
from consult.contract.questions import Answers
from consult.desk.assignments import assigned_to
from consult.desk.conditions import DECLARED, PREFIX, answered, as_boxes, received_from, received_to
from consult.desk.tags import tagged_with
from consult.kernel.authz import Actor
from consult.kernel.errors import NotFound, SignInNeeded
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line
from consult.submissions.areas import outward_code, ward_in_words
from consult.submissions.labels import with_label
from consult.submissions.models import ONLINE, Cause, Channel, EarlierAnswers, Reading, Status, Submission
from consult.submissions.questionnaires import known_kinds, questions_over_versions
from consult.submissions.reader import Marks
from consult.submissions.search import narrow

PER_PAGE = 50
COUNTED_UP_TO = 1_000
OLDEST = "oldest"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which submissions an officer wants to see, and in which order.

    `answers` are pairs of question and code, `declared` pairs of a filter that a feature adds and its value.
    """

    words: str = ""
    channel: str = ""
    status: str = ""
    area: str = ""
    unread: bool = False
    label: str = ""
    answers: tuple[tuple[str, str], ...] = ()
    declared: tuple[tuple[str, str], ...] = ()
    since: date | None = None
    until: date | None = None
    assigned: str = ""
    tag: str = ""
    order: str = ""

    @property
    def is_oldest_first(self) -> bool:
        """Whether the list begins with what came first."""
        return self.order == OLDEST

    def as_arguments(self) -> dict[str, Any]:
        """Return the filters as they stand in an address; empty ones are left out."""
        given = {"q": self.words, "channel": self.channel, "status": self.status, "area": self.area}
        given |= {
            "label": self.label,
            "unread": "1" if self.unread else "",
            "order": self.order,
            "assigned": self.assigned,
            "tag": self.tag,
        }
        given |= as_boxes("since", self.since) | as_boxes("until", self.until)
        given |= {f"{PREFIX}{key}": code for key, code in self.answers}
        given |= {f"{DECLARED}{name}": value for name, value in self.declared}
        return {name: value for name, value in given.items() if value}


def visible_to(actor: Actor) -> Select[Submission]:
    """Select the submissions the actor may read; agrees with the permission `submissions.read`."""
    found = select(Submission)
    return found if desk.allows(actor) else found.where(false())


def find_submission(session: Session, submission_id: int, actor: Actor) -> Submission:
    """Return a submission; raises `SignInNeeded` for a stranger, `NotFound` when there is none the actor may read."""
    if not actor.is_signed_in:
        raise SignInNeeded
    found = session.scalar(visible_to(actor).where(Submission.id == submission_id))
    if found is None:
        raise NotFound
    return found


def listed(session: Session, activity_id: int, filters: Filters) -> Select[Any]:
    """Select the submissions of an activity that fit the filters, the newest first unless they say otherwise."""
    # With words to look for, the full-text index has to lead: adding nothing keeps SQLite from starting elsewhere.
    of_activity = Submission.activity_id + 0 if filters.words else Submission.activity_id
    query = select(Submission).where(of_activity == activity_id).order_by(Submission.id.desc())
    if filters.channel:
        query = query.where(Submission.channel == filters.channel)
    if filters.status:
        query = query.where(Submission.status == filters.status)
    if filters.area:
        query = query.where(Submission.area.in_(_spellings(session, filters.area)))
    if filters.label:
        query = with_label(query, filters.label)
    if filters.unread:
        # Asked for each row rather than as a list of all that was read, so that a page of them costs the same.
        read = select(Reading.id).where(Reading.submission_id == Submission.id)
        query = query.where(~read.exists())
    found = narrow(session, query.where(*_conditions(session, activity_id, filters)), filters.words)
    return found.order_by(None).order_by(Submission.id) if filters.is_oldest_first else found


def numbers_in(session: Session, found: Select[Any], picked: Collection[int] = ()) -> list[int]:
    """Return the numbers of the submissions in a list, in order; where some are picked, of those in it alone."""
    numbers = session.scalars(found.with_only_columns(Submission.id).order_by(None)).all()
    return sorted(set(numbers).intersection(picked) if picked else numbers)


def _conditions(session: Session, activity_id: int, filters: Filters) -> list[ColumnElement[bool]]:
    ordered = _ordered_questions(session, activity_id) if filters.answers else frozenset()
    conditions = [answered(key, code, is_ordered=key in ordered) for key, code in filters.answers]
    if filters.declared:
        known = deployment_of(session).registry.desk_filters
        # A filter that is not there any more finds nothing: a kept one must not come to mean every response.
        conditions += [known[name].condition(value) if name in known else false() for name, value in filters.declared]
    if filters.assigned:
        conditions.append(assigned_to(filters.assigned))
    if filters.tag:
        conditions.append(tagged_with(filters.tag))
    if filters.since is not None:
        conditions.append(received_from(filters.since))
    if filters.until is not None:
        conditions.append(received_to(filters.until))
    return conditions


def _ordered_questions(session: Session, activity_id: int) -> frozenset[str]:
    activity, kinds = session.get_one(Activity, activity_id), known_kinds(session)
    return frozenset(one.key for one in questions_over_versions(session, activity) if kinds[one.kind].is_ordered)


def _spellings(session: Session, area: str) -> set[str]:
    """Return how a ward or postcode district that an officer typed may be kept."""
    settings = deployment_of(session).settings
    typed = clean_line(area)
    known = {ward_in_words(typed, settings.council.areas), outward_code(typed)}
    return {typed, *(place for place in known if place is not None)}


def count_up_to(session: Session, query: Select[object], maximum: int = COUNTED_UP_TO) -> int:
    """Return how many rows a query finds, but look no further than one over `most`."""
    ids = query.with_only_columns(Submission.id).order_by(None).limit(maximum + 1).subquery()
    return session.scalar(select(func.count()).select_from(ids)) or 0


def beyond(query: Select[Any], filters: Filters, submission_id: int) -> Select[Any]:
    """Go on in a list behind a submission."""
    is_behind = Submission.id > submission_id if filters.is_oldest_first else Submission.id < submission_id
    return query.where(is_behind)


def page_of(session: Session, found: Select[Any] | Sequence[int]) -> list[Submission]:
    """Return a page of submissions, and the next one if there is one: of a list, or of the numbers in it."""
    if isinstance(found, Select):
        return list(session.scalars(found.limit(PER_PAGE + 1)))
    numbers = found[: PER_PAGE + 1]
    rows = {row.id: row for row in session.scalars(select(Submission).where(Submission.id.in_(numbers)))}
    return [rows[number] for number in numbers if number in rows]


def neighbour(session: Session, submission: Submission, filters: Filters, *, older: bool) -> int | None:
    """Return the number of the next submission in the list (`older`) or of the one before, within the filters."""
    onward = filters if older else replace(filters, order="" if filters.is_oldest_first else OLDEST)
    query = listed(session, submission.activity_id, onward).with_only_columns(Submission.id)
    found: int | None = session.scalar(beyond(query, onward, submission.id).limit(1))
    return found


def next_unread(session: Session, submission: Submission, filters: Filters) -> int | None:
    """Return the number of the next submission within the filters that nobody has read, from the top again at the end.

    The submission itself is never meant.
    """
    unread = replace(filters, unread=True)
    following = neighbour(session, submission, unread, older=True)
    if following is not None:
        return following
    query = listed(session, submission.activity_id, unread).with_only_columns(Submission.id)
    first: int | None = session.scalar(query.where(Submission.id != submission.id).limit(1))
    return first


def read_among(session: Session, numbers: list[int]) -> set[int]:
    """Return which of these submissions somebody has read."""
    return set(session.scalars(select(Reading.submission_id).where(Reading.submission_id.in_(numbers))))


@dataclass(frozen=True)
class Entry:
    """Who typed in a response that came another way, and what became of its second check."""

    by: str
    check: str


def entered_by(session: Session, submission: Submission) -> Entry | None:
    """Return who entered a response and who compared it with its original; nothing for one that came online."""
    if submission.channel in {*ONLINE, Channel.IMPORT}:
        return None
    names = names_of_people(
        session, [number for number in (submission.transcribed_by_id, submission.checked_by_id) if number]
    )
    checker = names.get(submission.checked_by_id or 0, "somebody")
    if submission.check_outcome is not None:
        check = (
            _("Agrees with the original, by %(checker)s", checker=checker)
            if submission.check_outcome == "agrees"
            else _("Corrected by %(checker)s", checker=checker)
        )
    else:
        check = _("Waits for a second officer") if submission.is_in_check_sample else _("Not in the sample")
    return Entry(by=names.get(submission.transcribed_by_id or 0, _("Not known")), check=check)


@dataclass(frozen=True)
class Change:
    """What a submission said before it was changed, when that was, and by whom (nobody: by its author).

    `beside` is what stood beside the answers, and why an officer corrected it, in words.
    """

    answers: Answers
    marks: Marks
    at: datetime
    by: str | None
    beside: list[tuple[str, str]]


def changes_of(session: Session, submission: Submission) -> list[Change]:
    """Return what a submission said before each change of its answers, the newest change first."""
    query = select(EarlierAnswers).where(EarlierAnswers.submission_id == submission.id)
    found = session.scalars(query.order_by(EarlierAnswers.revision.desc())).all()
    names = names_of_people(session, [row.replaced_by_id for row in found if row.replaced_by_id])
    return [
        Change(
            answers=row.answers,
            marks=row.marks,
            at=row.replaced_at,
            by=None if row.cause == Cause.AUTHOR else names.get(row.replaced_by_id or 0, "somebody"),
            beside=_beside(row),
        )
        for row in found
    ]


def _beside(row: EarlierAnswers) -> list[tuple[str, str]]:
    if row.cause == Cause.AUTHOR or not row.envelope:
        return []
    came = row.envelope["received_on"]
    day = f", {date.fromisoformat(came):%-d %B %Y}" if came else ""
    return [
        ("Received", Channel(row.envelope["channel"]).label + day),
        (_("Where they live"), row.envelope["area"] or _("Not given")),
        (_("Why it was corrected"), row.reason or _("No reason given")),
    ]


def references_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Return the references of submissions by number, as the audit log names them."""
    found = session.execute(select(Submission.id, Submission.reference).where(Submission.id.in_(ids)))
    return {row.id: row.reference for row in found}


def awaiting_check(activity_id: int, actor: Actor) -> Select[Submission]:
    """Select the entered submissions of the sample that this officer may check: not their own, not checked yet."""
    return select(Submission).where(Submission.activity_id == activity_id, awaits(actor)).order_by(Submission.id)


def awaiting_second_keying(activity_id: int, actor: Actor) -> Select[Submission]:
    """Select the entries that nobody looked at a second time and that this officer did not type, in their order."""
    return (
        select(Submission)
        .where(Submission.activity_id == activity_id, is_entry_of_others(actor), Submission.checked_by_id.is_(None))
        .order_by(Submission.id)
    )


def is_entry_of_others(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that another officer typed what a submission says, and that it counts.

    Whoever corrected it last typed that; who did so while checking it was the second to look.
    """
    corrected_by = (
        select(EarlierAnswers.replaced_by_id)
        .where(EarlierAnswers.submission_id == Submission.id, EarlierAnswers.cause == Cause.CORRECTION)
        .order_by(EarlierAnswers.revision.desc())
        .limit(1)
        .scalar_subquery()
    )
    is_typed_by_others = func.coalesce(corrected_by, Submission.transcribed_by_id) != actor.person_id
    return and_(
        Submission.status == Status.SUBMITTED,
        Submission.transcribed_by_id.is_not(None),
        or_(is_typed_by_others, Submission.checked_by_id == actor.person_id),
    )


def awaits(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a submission of the sample waits for this officer to check it."""
    return and_(is_entry_of_others(actor), Submission.is_in_check_sample, Submission.checked_by_id.is_(None))


def activity_of(session: Session, submission: Submission) -> Activity:
    """Return the activity a submission belongs to."""
    return session.get_one(Activity, submission.activity_id)
