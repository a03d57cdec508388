"""The groups that were found last as a file: a row for each group and statement."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.plugin import Audience, Column, Export
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.statistics.opinions.found import Group, found_from
from consult.statistics.opinions.models import OpinionMap
from consult.statistics.opinions.presentation import ANSWERS, letter_of
from consult.statistics.opinions.services import is_old
from consult.submissions.questionnaires import questions_over_versions

COLUMNS: tuple[Column, ...] = (
    Column(name="group", label="Letter of the group, the largest first"),
    Column(name="group_people", label="How many people are in the group", kind="number"),
    Column(name="key", label="Key of the statement"),
    Column(name="statement", label="Statement"),
    Column(name="agree", label="How many of the group agree", kind="number"),
    Column(name="disagree", label="How many of the group disagree", kind="number"),
    Column(name="pass", label="How many of the group pass", kind="number"),
    Column(
        name="apart",
        label="Answer that sets the group apart",
        kind="code",
        values={str(answer): words for answer, words in ANSWERS.items()},
    ),
    Column(name="z", label="By how many standard errors it differs from all others", kind="number"),
    Column(name="adjusted", label="Probability by chance, corrected for all tests", kind="number"),
    Column(name="silhouette", label="How far apart the groups are, from -1 to 1", kind="number"),
    Column(name="is_current", label="Whether nothing has come or changed since (1 or 0)", kind="number"),
)
_NAMES = [column.name for column in COLUMNS]


def _columns(session: Session, activity_id: int) -> Sequence[Column]:
    if session.get(OpinionMap, activity_id) is None:
        raise Invalid(_("Nobody has looked for groups here yet. Open “Opinion groups” and look for them first."))
    return COLUMNS


def _rows(
    session: Session, activity_id: int, names: Sequence[str], _audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield every group with every statement; for officers alone, since numbers are exact."""
    kept = session.get(OpinionMap, activity_id)
    if kept is None:
        return
    activity = session.get_one(Activity, activity_id)
    labels = {question.key: question.label for question in questions_over_versions(session, activity)}
    found, is_current = found_from(kept.found), int(not is_old(session, activity, kept))
    places = [_NAMES.index(name) for name in names]
    for at, group in enumerate(found.groups):
        for place, key in enumerate(kept.keys):
            said = (letter_of(at), group.size, key, labels[key], *_votes(group, place))
            cells = (*said, round(found.silhouette, 4), is_current)
            yield tuple(cells[column] for column in places)


def _votes(group: Group, place: int) -> tuple[object, ...]:
    votes = group.votes[place]
    apart = next((test for test in group.apart if test.place == place), None)
    test = (str(apart.answer), apart.z, apart.adjusted) if apart else (None, None, None)
    return (votes.agree, votes.disagree, votes.skipped, *test)


OPINION_GROUPS = Export(
    name="opinion_groups",
    title=_l("Opinion groups"),
    permission="exports.take",
    columns=_columns,
    rows=_rows,
)
