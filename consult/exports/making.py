"""Making an edition: whether there may be one, and its numbers, drawn once and kept in one transaction."""

from collections.abc import Callable
from datetime import date
from random import Random, SystemRandom

from sqlalchemy import func, insert, literal, select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import speaking_to
from consult.disclosure.editions import Numbers, edition
from consult.disclosure.permission import FEWEST, LEAST_PERCENT, WAITING, Members, Permission, may_publish
from consult.exports.edition_people import Counted, counted_tables, members_now, people_of, revision_of_answers
from consult.exports.edition_tables import cross_tables, one_way_tables, pairs_of
from consult.exports.editions import earlier_editions, has_crossed, newest_edition
from consult.exports.events import EditionMade
from consult.exports.models import Edition, EditionMember, ExactCounts, Method
from consult.exports.running import StillOpen, is_running
from consult.kernel.authz import Actor
from consult.kernel.clock import london
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.models import Status, Submission

Progress = Callable[[int, int], None]
AT_ONCE = 1_000


class LateFormsComing(Conflict):
    """Results are wanted before the last day for late forms is over."""


class Stands(Conflict):
    """Another edition is wanted although fewer people than 10 have come, gone or changed."""

    default = _l(
        "The published results stand. Since an earlier edition, fewer than %(waiting)s people have come, gone or "
        "changed what they said, and another edition would tell what single people said."
    )

    def __init__(self) -> None:
        """Say how many people must have changed."""
        super().__init__(self.default % {"waiting": WAITING})


class NoMoreEditions(Conflict):
    """A fifth edition is wanted."""

    default = _l(
        "There are four editions already, and there can be no other. If the published numbers are wrong, withdraw "
        "them and say so."
    )


class OnlyEdition(Conflict):
    """Another edition is wanted although exact counts were published."""

    default = _l(
        "The exact counts of these results were published. There can be no other edition: beside them, its numbers "
        "would tell what single people said."
    )


class CrossedAlready(Conflict):
    """Cross-tables are wanted a second time."""

    default = _l("The cross-tables of these results were made already. They are made only once.")


def require_edition(
    session: Session, activity: Activity, *, with_crossed: bool = False, members: Members | None = None
) -> Permission:
    """Return what an edition may have; raises `Conflict` with the reason where there may be none now.

    It looks at dates, and at who is counted (`members`, or those who count now): never at what anybody said.
    """
    if is_running(session, session.get_one(Consultation, activity.consultation_id)):
        raise StillOpen
    _require_late_forms(activity.late_forms_until, london(database_now(session)).date())
    if session.get(ExactCounts, activity.id) is not None:
        raise OnlyEdition
    counted = members_now(session, activity.id) if members is None else members
    permission = may_publish(counted, earlier_editions(session, activity.id))
    if permission is Permission.STANDS:
        raise Stands
    if permission is Permission.NO_MORE:
        raise NoMoreEditions
    if with_crossed and has_crossed(session, activity.id):
        raise CrossedAlready
    return permission


def _require_late_forms(until: date | None, today: date) -> None:
    if until is not None and today <= until:
        raise LateFormsComing(
            _(
                "Results can be published after %(day)s, the last day for late forms: then all are counted together.",
                day=local_date(until),
            )
        )


def may_be_crossed(session: Session, activity_id: int) -> bool:
    """Tell whether the next edition of an activity could have cross-tables."""
    return not has_crossed(session, activity_id) and len(members_now(session, activity_id)) >= LEAST_PERCENT


def refusal_of(session: Session, activity: Activity) -> str | None:
    """Return why there may be no edition of an activity now, or nothing where there may be one."""
    try:
        require_edition(session, activity)
    except Conflict as refused:
        return str(refused)
    return None


def publish_results(
    session: Session,
    actor: Actor,
    activity: Activity,
    *,
    with_crossed: bool = False,
    progress: Progress | None = None,
) -> Edition:
    """Make the next edition of an activity: what everybody sees from now on.

    All is read, and every number drawn, before anything is written; then the activity is locked and asked again. What
    was drawn and not kept is never shown. Raises `Conflict` where there may be no edition.
    """
    require_edition(session, activity, with_crossed=with_crossed)
    # What is published stays as it is, so it speaks the council's own language, whoever published it.
    with speaking_to(session, None):
        before = _newest_change(session, activity.id)
        tables = counted_tables(session, activity)
        members, numbers = _drawn(session, activity, tables, SystemRandom(), with_crossed, progress)
        earlier = newest_edition(session, activity.id)
        lock_row(session, activity)
        # Another edition may have been made meanwhile: then this one is of the same people.
        require_edition(session, activity, with_crossed=with_crossed, members=members)
        made = Edition(
            activity_id=activity.id,
            number=1 if earlier is None else earlier.number + 1,
            made_at=database_now(session),
            made_by_id=actor.person_id,
            people=numbers.people,
            total=numbers.total,
            one_way={"tables": one_way_tables(tables, numbers)},
            crossed={"tables": cross_tables(numbers)} if numbers.cross else None,
            method=Method.CONTROLLED_ROUNDING,
        )
    session.add(made)
    session.flush()
    _keep_members(session, made, members, is_as_read=before == _newest_change(session, activity.id))
    event = EditionMade(
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        number=made.number,
        people=made.people,
    )
    record(session, event, actor)
    return made


def _newest_change(session: Session, activity_id: int) -> tuple[int, int]:
    """Return what is another one as soon as a response comes or changes."""
    newest = select(func.max(Submission.id)).where(Submission.activity_id == activity_id).scalar_subquery()
    change = select(Activity.answers_revision, func.coalesce(newest, 0)).where(Activity.id == activity_id)
    revision, submission = session.execute(change).one()
    return revision, submission


def _keep_members(session: Session, edition: Edition, members: Members, *, is_as_read: bool) -> None:
    """Keep who was counted. All others wait meanwhile, so the database copies those who count still, where it can."""
    if is_as_read:
        revised = select(literal(edition.id), Submission.id, revision_of_answers())
        counted = revised.where(Submission.activity_id == edition.activity_id, Submission.status == Status.SUBMITTED)
        session.execute(insert(EditionMember).from_select(["edition_id", "submission_id", "revision"], counted))
        return
    rows = [
        {"edition_id": edition.id, "submission_id": number, "revision": revision}
        for number, revision in members.items()
    ]
    for start in range(0, len(rows), AT_ONCE):
        session.execute(insert(EditionMember), rows[start : start + AT_ONCE])


def _drawn(
    session: Session,
    activity: Activity,
    tables: list[Counted],
    chance: Random,
    with_crossed: bool,
    progress: Progress | None,
) -> tuple[dict[int, int], Numbers]:
    """Return who is counted, and the numbers drawn of them: none but the total of fewer than 10 people."""
    members: dict[int, int] = {}
    rows = [
        [place for table in tables for place in table.places(person)]
        for person in people_of(session, activity, members)
    ]
    if len(rows) < FEWEST:
        return members, Numbers(len(rows), 0)
    sizes = {key: size for table in tables for key, size in table.sizes.items()}
    pairs = pairs_of(tables) if with_crossed and len(rows) >= LEAST_PERCENT else []
    told = None if progress is None else lambda done: progress(done, len(pairs))
    return members, edition(rows, sizes, pairs, chance, progress=told)
