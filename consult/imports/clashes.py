"""Rows of a file that say something else than an earlier response with their key: both shown, decided one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.files import require_unfinished
from consult.imports.known_rows import Compared, Decided
from consult.imports.models import ImportClash, ResponseImport
from consult.imports.plan import OnConflict
from consult.kernel.db import lock_row
from consult.submissions.answer_texts import answer_rows, mark_rows
from consult.submissions.models import Submission
from consult.submissions.questionnaires import known_kinds, questionnaire_of

PER_PAGE = 20
_IS_OPEN: ColumnElement[bool] = or_(ImportClash.choice.is_(None), ImportClash.revision != Submission.revision)


@dataclass(frozen=True)
class Clash:
    """One row and the response with its key: `compared` has each question, what is here, and what the file says.

    `seen` tells both as they are shown; there is no `choice` when the response changed since it was made.
    """

    number: int
    reference: str
    seen: str
    choice: OnConflict | None
    is_changed: bool
    compared: Sequence[tuple[str, str, str]]


def keep_clashes(session: Session, found: ResponseImport, clashes: Sequence[Compared]) -> None:
    """Keep the rows that clash; what was chosen holds on for those that say the same beside the same response."""
    before = decisions_of(session, found)
    forget_clashes(session, found)
    rows = [
        {
            "import_id": found.id,
            "number": clash.row.number,
            "submission_id": clash.earlier_id,
            "import_key": clash.import_key,
            "digest": clash.digest,
            "revision": clash.earlier_revision,
            "says": {
                "answers": clash.row.answers,
                "marks": clash.row.marks,
                "area": clash.row.area,
                "version": clash.row.version,
            },
            "choice": _still(before.get(clash.import_key), clash),
        }
        for clash in clashes
    ]
    if rows:
        session.execute(insert(ImportClash), rows)


def forget_clashes(session: Session, found: ResponseImport) -> None:
    """Delete what was kept of the rows that clash."""
    session.execute(delete(ImportClash).where(ImportClash.import_id == found.id))


def decisions_of(session: Session, found: ResponseImport) -> dict[str, Decided]:
    """Return what was chosen for single rows, by their import key."""
    query = select(ImportClash.import_key, ImportClash.digest, ImportClash.revision, ImportClash.choice)
    rows = session.execute(query.where(ImportClash.import_id == found.id))
    return {row.import_key: Decided(row.digest, row.revision, row.choice) for row in rows}


def counts_by_choice(session: Session, found: ResponseImport) -> dict[OnConflict | None, int]:
    """Count the rows of each choice, and of none: those whose response changed since are not decided."""
    query = _with_responses(found, ImportClash.choice, _IS_OPEN.label("is_open"), func.count().label("rows"))
    counts: dict[OnConflict | None, int] = dict.fromkeys((*OnConflict, None), 0)
    for row in session.execute(query.group_by(ImportClash.choice, _IS_OPEN)):
        counts[None if row.is_open else row.choice] += row.rows
    return counts


def clashes_on(session: Session, activity: Activity, found: ResponseImport, page: int) -> list[Clash]:
    """Return the clashes on a page, in the order of the file, the responses as they are now."""
    query = _with_responses(found, ImportClash, Submission).order_by(ImportClash.number)
    rows = session.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return [_shown(session, activity, clash, earlier) for clash, earlier in rows]


def choose(session: Session, found: ResponseImport, choices: Mapping[int, tuple[str, OnConflict]]) -> list[int]:
    """Keep what was chosen for rows as they were seen, by number; return those that have changed meanwhile.

    Raises `Conflict` when the file is being imported, or was.
    """
    _begin_choice(session, found)
    query = _with_responses(found, ImportClash, Submission.revision).where(ImportClash.number.in_(choices))
    there = {clash.number: (clash, revision) for clash, revision in session.execute(query)}
    changed = []
    for number, (seen, choice) in choices.items():
        clash, revision = there.get(number, (None, 0))
        if clash is None or seen != _seen(clash, revision):
            changed.append(number)
        else:
            clash.choice, clash.revision = choice, revision
    session.flush()
    return changed


def choose_for_all(session: Session, found: ResponseImport, choice: OnConflict, *, only_open: bool) -> int:
    """Keep one choice for every row, or for those not decided yet; return for how many.

    Raises `Conflict` when the file is being imported, or was.
    """
    _begin_choice(session, found)
    now = select(Submission.revision).where(Submission.id == ImportClash.submission_id).scalar_subquery()
    change = update(ImportClash).where(ImportClash.import_id == found.id).values(choice=choice, revision=now)
    if only_open:
        change = change.where(or_(ImportClash.choice.is_(None), ImportClash.revision != now))
    result: Any = session.execute(change.execution_options(synchronize_session=False))
    session.expire_all()
    return int(result.rowcount)


def _begin_choice(session: Session, found: ResponseImport) -> None:
    lock_row(session, found)
    require_unfinished(session, found)
    found.revision += 1


def _with_responses(found: ResponseImport, *columns: Any) -> Select[Any]:
    query = select(*columns).join_from(ImportClash, Submission, Submission.id == ImportClash.submission_id)
    return query.where(ImportClash.import_id == found.id)


def _still(before: Decided | None, row: Compared) -> OnConflict | None:
    same = before is not None and (before.digest, before.revision) == (row.digest, row.earlier_revision)
    return before.choice if before is not None and same else None


def _seen(clash: ImportClash, revision: int) -> str:
    return f"{revision}:{clash.digest[:16]}"


def _shown(session: Session, activity: Activity, clash: ImportClash, earlier: Submission) -> Clash:
    here = _said(session, activity, earlier.answers, earlier.marks, earlier.area, earlier.questions_version)
    says = clash.says
    there = _said(session, activity, says["answers"], says["marks"], says["area"], says["version"])
    is_changed = clash.revision != earlier.revision
    return Clash(
        number=clash.number,
        reference=earlier.reference,
        seen=_seen(clash, earlier.revision),
        choice=None if is_changed else clash.choice,
        is_changed=is_changed,
        compared=[
            (label, here.get(label, ""), there.get(label, ""))
            for label in dict.fromkeys((*here, *there))
            if here.get(label) or there.get(label)
        ],
    )


def _said(session: Session, activity: Activity, answers: Any, marks: Any, area: str, version: int) -> dict[str, str]:
    asked, kinds = questionnaire_of(session, activity, version), known_kinds(session)
    if asked is None:
        return {"Ward or postcode": area}
    said = {question: words for _, _, question, words in answer_rows(asked, kinds, answers)}
    for _, question, why, words in mark_rows(asked, kinds, marks):
        said[question] = "\n".join(text for text in (said.get(question), why, words) if text)
    return {**said, "Ward or postcode": area}
