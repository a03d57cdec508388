"""One row for each counted response, with typed columns."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.plugin import Audience, Column, Export
from consult.contract.question_kinds import Kind
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED, Question
from consult.exports.orders import Versions, order_cells, order_columns
from consult.submissions.kinds import code_cell, one_cell
from consult.submissions.models import Channel, Status, Submission
from consult.submissions.numbering import numbers_of
from consult.submissions.questionnaires import all_versions, known_kinds, newest_questions

CHANNELS: Mapping[str, str] = {channel: channel.label for channel in Channel}
CHANNEL_NUMBERS: Mapping[str, int] = numbers_of(
    [["web", "paper", "phone", "email", "meeting", "import", "kiosk"], [*Channel]]
)
ENVELOPE: tuple[Column, ...] = (
    Column(name="reference", label="Reference"),
    Column(name="received_hour", label="Entered by an officer, or as its file says (UTC, to the hour)", kind="time"),
    Column(
        name="received_on",
        label="Day it reached us (London), where we know it",
        kind="date",
    ),
    Column(name="channel", label="How it was received", kind="code", values=CHANNELS, numbers=CHANNEL_NUMBERS),
    Column(name="area", label="Ward or postcode district"),
    Column(name="questions_version", label="Version of the questions", kind="number", is_public=True),
    Column(
        name="is_synthetic",
        label="Made-up response for demonstration",
        kind="code",
        is_public=True,
        values={"0": "No", "1": "Yes"},
        numbers={"0": 0, "1": 1},
    ),
)
_BATCH = 64
"""Rows fetched at once. Python’s garbage collector walks what is held again and again: 500 took a third longer."""
Kinds = Mapping[str, Kind]


def columns(session: Session, activity_id: int) -> list[Column]:
    """Return the columns of an activity's responses: the envelope, every question ever asked, the orders shown."""
    return columns_of(known_kinds(session), all_versions(session, session.get_one(Activity, activity_id)))


def columns_of(kinds: Kinds, versions: Versions) -> list[Column]:
    """Return the columns of answers to these versions of the questions."""
    found = list(ENVELOPE)
    history = _codes_over_versions(kinds, versions)
    for question, kind in _questions(kinds, versions):
        found.extend(
            Column(
                name=column.name,
                label=column.label,
                kind=column.kind,
                # Free text may name people; the public reads it in the summary, where redaction is checked. Pairs that
                # were drawn for a person are nearly a mark of their row.
                is_public=question.is_public and not kind.is_free_text and not kind.is_compared,
                values=column.values,
                numbers=numbers_of([*history.get(column.name, []), column.values]),
            )
            for column in kind.columns(question)
        )
    return [*found, *order_columns(versions)]


def _codes_over_versions(kinds: Kinds, versions: Versions) -> dict[str, list[Sequence[str]]]:
    """Return, by the name of each column, its codes in each version that had it, oldest version first."""
    found: dict[str, list[Sequence[str]]] = {}
    for _number, asked in sorted(versions.items()):
        for question in asked.questions if asked else ():
            for column in kinds[question.kind].columns(question):
                found.setdefault(column.name, []).append([*column.values])
    return found


def rows(session: Session, activity_id: int, names: Sequence[str], audience: Audience) -> Iterator[tuple[object, ...]]:
    """Yield one tuple for each counted response in order of arrival, its cells in the order of `names`."""
    wanted = frozenset(names)
    kinds, versions = known_kinds(session), all_versions(session, session.get_one(Activity, activity_id))
    plan = plan_of(kinds, versions, wanted)
    order = [column.name for column in columns_of(kinds, versions) if column.name in wanted]
    reorder = None if order == list(names) else [order.index(name) for name in names]
    query = (
        select(
            Submission.reference,
            type_coerce(Submission.submitted_at, String),
            Submission.channel,
            Submission.area,
            Submission.questions_version,
            Submission.is_synthetic,
            Submission.answers,
            Submission.received_on,
            Submission.order_seed,
        )
        .where(Submission.activity_id == activity_id, Submission.status == Status.SUBMITTED)
        .order_by(Submission.id)
    )
    result = session.connection().execute(query, execution_options={"yield_per": _BATCH})
    for partition in result.partitions():
        for row in partition:
            cells = plan(row)
            yield cells if reorder is None else tuple(cells[place] for place in reorder)


def plan_of(kinds: Kinds, versions: Versions, wanted: frozenset[str]) -> Callable[[object], tuple[object, ...]]:
    """Return the function from a database row to cells, with all that can be decided once decided once.

    A row is what `rows` selects, in that order, on one of these versions of the questions.
    """
    places = [place for place, column in enumerate(ENVELOPE) if column.name in wanted]
    asked = [
        _planned(question, kind, its_places)
        for question, kind in _questions(kinds, versions)
        if (its_places := _places(question, kind, wanted))
    ]
    why_missing = _why_missing(versions)
    unoffered = _unoffered(kinds, versions)
    orders = order_cells(versions, wanted)
    hours: dict[Any, str | None] = {None: None}

    def cells_of(row: Any) -> tuple[object, ...]:
        answers = row[6]
        if row[1] not in hours:
            hours[row[1]] = f"{str(row[1])[:10]}T{str(row[1])[11:16]}Z"
        hour = hours[row[1]]
        received_on = row[7].isoformat() if row[7] else None
        envelope = (row[0], hour, received_on, row[2], row[3], row[4], int(row[5]))
        cells = [envelope[place] for place in places]
        for key, is_its_cell, make, question, missing, columns_wanted in asked:
            answer = answers.get(key)
            if answer is None and missing is not None:
                cells.extend(missing[why_missing(row[4], key, answers)])
            elif is_its_cell:
                cells.append(answer)
            else:
                made = make(question, answer)
                if unoffered and answer is not None and (limited := unoffered.get((row[4], key))):
                    made = _said_of_offered(made, limited, answers)
                cells.extend(made if columns_wanted is None else [made[place] for place in columns_wanted])
        cells.extend(orders(row[4], row[8], answers))
        return tuple(cells)

    return cells_of


_Missing = Mapping[int, Sequence[int | None]]
_Planned = tuple[str, bool, Callable[[Question, Any], tuple[Any, ...]], Question, _Missing | None, Sequence[int] | None]


def _planned(question: Question, kind: Kind, places: Sequence[int]) -> _Planned:
    """Return what the cells of a question need, decided once for all rows.

    That is its key, whether the answer is its own cell, what makes its cells otherwise, what they say where there is
    no answer (nothing where none does), and which of them are wanted (nothing for all).
    """
    made = kind.columns(question)
    is_its_cell = kind.cells is one_cell or (kind.cells is code_cell and not question.is_refusal)
    takes = [made[place].takes_missing for place in places]
    missing = {why: [why if each else None for each in takes] for why in (NOT_ASKED, NOT_ANSWERED)}
    return (
        question.key,
        is_its_cell,
        kind.cells,
        question,
        missing if kind.types_missing else None,
        None if len(places) == len(made) else places,
    )


def _places(question: Question, kind: Kind, wanted: frozenset[str]) -> list[int]:
    return [place for place, column in enumerate(kind.columns(question)) if column.name in wanted]


def _why_missing(versions: Versions) -> Callable[[int, str, Mapping[str, object]], int]:
    """Return the function that says why an answer is missing, by version, question and the other answers."""
    conditions = {
        (number, key): held
        for number, asked in versions.items()
        if asked is not None
        for key, held in asked.conditions.items()
    }

    def why(version: int, key: str, answers: Mapping[str, object]) -> int:
        held = conditions.get((version, key))
        return NOT_ANSWERED if held is not None and all(holds(answers) for holds in held) else NOT_ASKED

    return why


_Limited = Sequence[tuple[int, Callable[[Mapping[str, Any]], bool]]]


def _unoffered(kinds: Kinds, versions: Versions) -> dict[tuple[int, str], _Limited]:
    """Return the columns of options that a version offered to nobody, or on a condition, by version and question."""
    newest = {question.key: kind.columns(question) for question, kind in _questions(kinds, versions)}
    found: dict[tuple[int, str], _Limited] = {}
    for number, asked in versions.items():
        for question in asked.questions if asked else ():
            held = {option.code: option.is_asked for option in question.options}
            limited = [
                (place, is_asked)
                for place, column in enumerate(newest[question.key])
                if column.option and (is_asked := held.get(column.option, _nobody)) is not None
            ]
            if limited:
                found[number, question.key] = limited
    return found


def _said_of_offered(cells: Sequence[Any], limited: _Limited, answers: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return the cells, with `NOT_ASKED` for each option that was not offered and was not chosen all the same."""
    made = list(cells)
    for place, is_asked in limited:
        is_chosen = isinstance(made[place], int) and made[place] > 0
        if not is_chosen and not is_asked(answers):
            made[place] = NOT_ASKED
    return tuple(made)


def _nobody(_answers: Mapping[str, Any]) -> bool:
    return False


def _questions(kinds: Kinds, versions: Versions) -> list[tuple[Question, Kind]]:
    return [(question, kinds[question.kind]) for question in newest_questions(versions)]


RESPONSES = Export(
    name="responses",
    title="Responses, one row each",
    permission="exports.take",
    columns=columns,
    rows=rows,
)
