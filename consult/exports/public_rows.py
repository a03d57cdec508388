"""The public file of responses: made once, from the responses that were published, and the same ever after.

A second file, made after a response came or went, would tell by the difference what one person said.
"""

import gzip
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.plugin import Audience, Column
from consult.contract.questions import NOT_ANSWERED, NOT_ASKED, PREFERRED_NOT_TO_SAY, Question
from consult.disclosure.rows import HIDDEN, without_rare
from consult.disclosure.rules import ORDINARY
from consult.disclosure.tables import Line
from consult.exports.measures import Band
from consult.exports.models import PublishedLine, PublishedResults, PublishedTable
from consult.exports.question_summary import band_of, bands_of
from consult.exports.releases import newest_results, store_releases
from consult.exports.responses import RESPONSES
from consult.exports.summary import newest_submission
from consult.kernel import tokens
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict, NotFound
from consult.submissions.questionnaires import all_versions, known_kinds, questions_over_versions

AUDIENCE = "responses"
FOLDER = "public"
REVISION = "answers_revision"
NO_VALUE = frozenset({None, ""})
MISSING = frozenset({None, NOT_ASKED, NOT_ANSWERED})
Hides = Callable[[object], bool]


class NotPublished(Conflict):
    """The public file of responses is wanted before the results are published."""

    default = (
        "The public file of responses is made from the responses that are in the published results. "
        "Publish the results first."
    )


class ChangedSince(Conflict):
    """The public file of responses is wanted when the responses are no longer those that were published."""

    default = (
        "Responses were added, changed or taken out since the results were published. Beside the published numbers, "
        "a file of the responses would show what those people said. Publish the results again first."
    )


class PublishedByEarlierVersion(Conflict):
    """The results were published before a publication said exactly which answers it counted."""

    default = (
        "These results were published by an earlier version of Consult, which did not note exactly which answers they "
        "count. Publish the results again first. Then the public file of responses can be made."
    )


def kept_rows(session: Session, activity_id: int) -> PublishedResults | None:
    """Return what is known of an activity's public file, once it was made."""
    audience = PublishedResults.shown["audience"].as_string()
    query = select(PublishedResults).where(PublishedResults.activity_id == activity_id, audience == AUDIENCE)
    return session.scalars(query.limit(1)).first()


def require_public_rows(session: Session, activity_id: int) -> None:
    """Raise `Conflict` with the reason when there is no public file yet and none may be made now."""
    if kept_rows(session, activity_id) is None:
        _results_of_now(session, activity_id)


def make_public_rows(session: Session, actor: Actor, activity: Activity) -> None:
    """Make the public file of responses and keep it, unless there is one already.

    Nothing in it stands against a published table: what such a table hides is hidden here, and no answer is hidden
    here from so few people that the table's total would tell of them.
    """
    if kept_rows(session, activity.id) is not None:
        return
    results = _results_of_now(session, activity.id)
    names = [column.name for column in RESPONSES.columns(session, activity.id) if column.is_public]
    hides = hidden_answers(session, activity, results.shown["tables"])
    published = {place for place, name in enumerate(names) if name in hides}
    rows = _hidden_rows(session, activity, names, hides)
    people, suppressed = 0, Counter[str]()
    key = tokens.new_secret()[:40]
    path = _path(session, key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
                for row, number in without_rare(rows, ORDINARY, published=published):
                    people += number
                    suppressed.update({name: number for name, cell in zip(names, row, strict=True) if cell == HIDDEN})
                    packed.write(orjson.dumps([number, *row], option=orjson.OPT_APPEND_NEWLINE))
            file.flush()
            os.fsync(file.fileno())
        lock_row(session, activity)
        _results_of_now(session, activity.id)
        if kept_rows(session, activity.id) is not None:
            path.unlink()
            return
        kept = {
            "audience": AUDIENCE,
            "columns": names,
            "file_key": key,
            "people": people,
            "suppressed": suppressed,
            "by_table": [name for name, hide in hides.items() if hide is _everything],
        }
        store_releases(session, actor, activity, [], kept)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def public_columns(session: Session, activity_id: int, columns: Sequence[Column]) -> list[Column]:
    """Return those of the columns that are in the public file: questions that were asked later are not."""
    kept = kept_rows(session, activity_id)
    return [column for column in columns if kept is None or column.name in kept.shown["columns"]]


def why_suppressed(session: Session, activity_id: int) -> dict[str, str]:
    """Return for each column of the public file that says “suppressed” in how many rows, and why; nothing before it."""
    kept = kept_rows(session, activity_id)
    shown = kept.shown if kept is not None else {}
    return {
        name: _why(number, shown["people"], is_by_table=name in shown["by_table"])
        for name, number in shown.get("suppressed", {}).items()
    }


def _why(number: int, people: int, *, is_by_table: bool) -> str:
    where = "in every row" if number == people else f"in {number:,} of {people:,} rows"
    fewer = f"fewer than {ORDINARY.threshold} people"
    if is_by_table:
        return f"Suppressed {where}, because the published table hides a number: what {fewer} said could be worked out"
    return f"Suppressed {where}, because {fewer} gave these answers together, or could be told from the rest"


def public_rows(
    session: Session, activity_id: int, names: Sequence[str], audience: Audience
) -> Iterator[tuple[object, ...]]:
    """Yield the rows of the public file, its cells in the order of `names`; raises `NotPublished` before it is made."""
    kept = kept_rows(session, activity_id)
    if kept is None:
        raise NotPublished
    path = _path(session, kept.shown["file_key"])
    if not path.exists():
        raise NotFound("The public file of responses is not in the data folder any more. Restore it from a backup.")
    places = [1 + kept.shown["columns"].index(name) for name in names]
    return _read(path, places)


def _read(path: Path, places: Sequence[int]) -> Iterator[tuple[object, ...]]:
    with gzip.open(path, "rb") as packed:
        for line in packed:
            kept = orjson.loads(line)
            row = tuple(kept[place] for place in places)
            for _ in range(kept[0]):
                yield row


def _hidden_rows(
    session: Session, activity: Activity, names: Sequence[str], hides: dict[str, Hides]
) -> Iterator[tuple[object, ...]]:
    rules = [hides.get(name, _nothing) for name in names]
    banded = _bandings(session, activity, names)
    bandings = [banded.get(place, _as_it_is) for place in range(len(names))]
    for row in RESPONSES.rows(session, activity.id, names, Audience.PUBLIC):
        told = [put(cell) for put, cell in zip(bandings, row, strict=True)]
        yield tuple(HIDDEN if is_hidden(cell) else cell for cell, is_hidden in zip(told, rules, strict=True))


def hidden_answers(session: Session, activity: Activity, tables: Sequence[PublishedTable]) -> dict[str, Hides]:
    """Return for each column of a question with a published table what tells whether the table hides an answer.

    What a table hides is hidden as one answer, whose number the table tells anyway: the total less what it shows. Where
    that does not hold, because one answer alone or the total is hidden, the whole column is. A column of one box among
    several is hidden where its own number, that of the people without an answer or the total is.
    """
    lines = {table["key"]: table["lines"] for table in tables}
    kinds = known_kinds(session)
    found: dict[str, Hides] = {}
    for question in questions_over_versions(session, activity):
        if question.key in lines:
            columns = kinds[question.kind].columns(question)
            hides = _hides_of_boxes if kinds[question.kind].is_multiple else _hides_of_answer
            rules = hides(question, lines[question.key], len(columns))
            found.update({column.name: rule for column, rule in zip(columns, rules, strict=True)})
    return found


def _are_shown(lines: Sequence[PublishedLine]) -> tuple[dict[str, bool], bool]:
    """Return by code whether each line of a table is shown, and whether the total is."""
    is_shown = {line["code"]: line["people"] is not None for line in lines if line["kind"] != Line.TOTAL}
    return is_shown, any(line["people"] is not None for line in lines if line["kind"] == Line.TOTAL)


def _hides_of_boxes(question: Question, lines: Sequence[PublishedLine], _columns: int) -> list[Hides]:
    # Whether a box was ticked says nothing of the other boxes: each column is hidden for itself.
    is_shown, total_is_shown = _are_shown(lines)
    boxes = {option.code for option in question.options}
    others_are_shown = total_is_shown and all(is_shown[code] for code in is_shown.keys() - boxes)
    return [
        _nothing if others_are_shown and is_shown.get(option.code, False) else _everything
        for option in question.options
    ]


def _hides_of_answer(question: Question, lines: Sequence[PublishedLine], columns: int) -> list[Hides]:
    is_shown, total_is_shown = _are_shown(lines)
    is_whole = total_is_shown and list(is_shown.values()).count(False) != 1
    if all(is_shown.values()) and is_whole:
        return [_nothing] * columns
    if not is_whole or columns != 1 or len(question.is_refusal) > 1:
        return [_everything] * columns
    return [_unless_told({code for code, told in is_shown.items() if told}, question)]


def _unless_told(told: set[str], question: Question) -> Hides:
    said_nothing = next(iter(question.is_refusal), None)

    def is_hidden(cell: object) -> bool:
        if cell == PREFERRED_NOT_TO_SAY and said_nothing is not None:
            return said_nothing not in told
        return str(cell) not in told

    return is_hidden


def _bandings(session: Session, activity: Activity, names: Sequence[str]) -> dict[int, Callable[[object], object]]:
    """Return what puts each column of numbers in bands: beside a table of bands, single numbers would tell too much."""
    kinds = known_kinds(session)
    found: dict[int, Callable[[object], object]] = {}
    versions = [asked for asked in all_versions(session, activity).values() if asked is not None]
    for question in questions_over_versions(session, activity):
        if kinds[question.kind].is_number and question.key in names:
            asked = [version.by_key[question.key] for version in versions if question.key in version.by_key]
            missing = MISSING if len(kinds[question.kind].columns(question)) == 1 else NO_VALUE
            found[names.index(question.key)] = partial(_in_band, bands_of(asked), missing)
    return found


def _in_band(bands: Sequence[Band], missing: frozenset[object], cell: Any) -> object:
    return cell if cell in missing else band_of(bands, cell).code


def _as_it_is(cell: object) -> object:
    return cell


def _nothing(_cell: object) -> bool:
    return False


def _everything(_cell: object) -> bool:
    return True


def _results_of_now(session: Session, activity_id: int) -> PublishedResults:
    """Return the newest publication, when the responses are still those that it counted."""
    results = newest_results(session, activity_id)
    if results is None:
        raise NotPublished
    if REVISION not in results.shown:
        raise PublishedByEarlierVersion
    activity = session.get_one(Activity, activity_id)
    session.refresh(activity, ["answers_revision"])
    came = newest_submission(session, activity_id) != results.shown["comments_up_to"]
    if came or results.shown[REVISION] != activity.answers_revision:
        raise ChangedSince
    return results


def _path(session: Session, key: str) -> Path:
    return deployment_of(session).settings.data / FOLDER / key
