"""Exact counts of a first edition: of which questions there may be any, and how many people stand behind each line."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.questions import Questionnaire
from consult.disclosure.editions import Numbers
from consult.disclosure.permission import changed
from consult.disclosure.rounding import BASE
from consult.disclosure.tables import Line
from consult.exports.edition_people import Counted, Person, counted_tables, members_now, people_of
from consult.exports.edition_tables import people_by_line
from consult.exports.editions import earlier_editions, has_crossed, newest_edition
from consult.exports.models import Edition, ExactCounts, PublishedTable
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.submissions.questionnaires import all_versions

Counts = Mapping[str, Mapping[str, int]]
"""The number behind each line by its code, by the name of the table."""

TOO_LATE = _l(
    "People have come, gone or changed what they said since the results were published. So it is too late for exact "
    "counts of them."
)


class NotOffered(Conflict):
    """Exact counts are wanted where the council publishes none."""

    default = _l("This council publishes no exact counts. Whoever runs the service can change that.")


class NoExactCounts(Conflict):
    """There may be no exact counts of these results."""


def may_have_exact_counts(session: Session) -> bool:
    """Tell whether the council publishes exact counts at all."""
    return deployment_of(session).settings.council.may_publish_exact_counts


def require_exact_counts(session: Session, activity: Activity) -> Edition:
    """Return the edition whose exact counts may be published; raises `Conflict` with the reason where none may.

    It looks at who is counted, and at what is asked: never at what anybody said.
    """
    if not may_have_exact_counts(session):
        raise NotOffered
    if session.get(ExactCounts, activity.id) is not None:
        raise NoExactCounts(_("The exact counts of these results were published already. They are published once."))
    edition = newest_edition(session, activity.id)
    if edition is None:
        raise NoExactCounts(_("Publish the results first. The exact counts stand beside them."))
    _require_only(session, edition)
    if changed(members_now(session, activity.id), earlier_editions(session, activity.id)[0]):
        raise NoExactCounts(TOO_LATE)
    if not exact_tables(session, activity, edition):
        raise NoExactCounts(_("Every question is sensitive, or depends on one that is."))
    return edition


def _require_only(session: Session, edition: Edition) -> None:
    """Raise `NoExactCounts` unless an edition is the first, stands, and has no cross-tables."""
    if edition.number != 1:
        raise NoExactCounts(
            _("There were several editions. Beside the rounded numbers of another, exact ones would tell too much.")
        )
    if edition.withdrawn_at is not None or not edition.is_counted:
        raise NoExactCounts(_("There are no tables here beside which exact counts could stand."))
    if has_crossed(session, edition.activity_id):
        raise NoExactCounts(_("Cross-tables were published. Beside exact counts they would tell too much."))


def exact_tables(session: Session, activity: Activity, edition: Edition) -> list[PublishedTable]:
    """Return the published tables of the questions that are not sensitive."""
    versions = [asked for asked in all_versions(session, activity).values() if asked is not None]
    told = {f"question:{key}" for key in keys_to_tell(versions)}
    return [table for table in edition.tables if table.get("name") in told]


def keys_to_tell(versions: Iterable[Questionnaire]) -> frozenset[str]:
    """Return the keys of the questions that no version marks as sensitive, or as asked for the council alone.

    A question that is asked only after certain answers to a sensitive one would tell how many gave these.
    """
    asked = list(versions)
    questions = [question for version in asked for question in version.questions]
    kept = {question.key for question in questions if question.is_sensitive or not question.is_public}
    while True:
        told = _depending_on(kept, asked)
        if told <= kept:
            return frozenset(question.key for question in questions) - kept
        kept |= told


def _depending_on(keys: set[str], versions: Sequence[Questionnaire]) -> set[str]:
    """Return the keys of the questions that are asked only after certain answers to some others."""
    return {key for version in versions for key, needed in version.leading_to.items() if needed & keys}


def count_exactly(session: Session, activity: Activity, edition: Edition) -> Counts:
    """Return the exact counts of an edition whose people have not changed.

    Raises `NoExactCounts` where they do not fit the published numbers, so that they are of other answers.
    """
    published = {table["name"]: table for table in exact_tables(session, activity, edition)}
    tables = [table for table in counted_tables(session, activity) if table.name in published]
    members: dict[int, int] = {}
    counts = _counted(session, activity, tables, members)
    if changed(members, earlier_editions(session, activity.id)[0]):
        raise NoExactCounts(TOO_LATE)
    if not all(_fits(table, counts.get(name, {})) for name, table in published.items()):
        raise NoExactCounts(TOO_LATE)
    return counts


def _fits(table: PublishedTable, exact: Mapping[str, int]) -> bool:
    """Whether the rounded numbers of a published table can be those of exact ones."""
    lines = {line["code"]: line["people"] or 0 for line in table["lines"] if line["kind"] != Line.TOTAL}
    return exact.keys() == lines.keys() and all(abs(exact[code] - lines[code]) < BASE for code in lines)


def _counted(session: Session, activity: Activity, tables: list[Counted], members: dict[int, int]) -> Counts:
    tallies = _tallies(people_of(session, activity, members), tables)
    sizes = {key: size for table in tables for key, size in table.sizes.items()}
    one_way = {key: [tally[place] for place in range(sizes[key])] for key, tally in tallies.items()}
    numbers = Numbers(len(members), len(members), one_way)
    return {table.name: dict(people_by_line(table, numbers)) for table in tables}


def _tallies(people: Iterable[Person], tables: Sequence[Counted]) -> dict[str, Counter[int]]:
    """Return how many people are in each place of each dimension."""
    tallies: dict[str, Counter[int]] = {key: Counter() for table in tables for key in table.sizes}
    for person in people:
        for table in tables:
            for key, place in zip(table.sizes, table.places(person), strict=True):
                tallies[key][place] += 1
    return tallies
