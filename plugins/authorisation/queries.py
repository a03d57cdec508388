"""Finding cases, and the conditions that were asked for."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from consult.sdk.errors import NotFound
from consult.sdk.references import Reference
from plugins.authorisation.condition_models import Condition, ConditionList
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case, Foundation
from plugins.authorisation.regime_models import Regime

_WHOLE = (
    joinedload(Case.regime).selectinload(Regime.uses),
    selectinload(Case.paragraphs),
    selectinload(Case.documents),
    selectinload(Case.foundations),
    selectinload(Case.minutes),
)


_ASKED = (selectinload(ConditionList.conditions).selectinload(Condition.findings), selectinload(ConditionList.case))


def cases() -> Select[Case]:
    """Select every case, the newest first."""
    return select(Case).order_by(Case.id.desc())


def in_states(*states: State) -> Select[Case]:
    """Select the cases that stand at one of these states, the oldest first."""
    return select(Case).where(Case.state.in_(states)).order_by(Case.id)


def resting_on(reference: Reference) -> Select[Case]:
    """Select the cases that stand on a row now."""
    rests = (Foundation.kind == reference.kind, Foundation.target_id == reference.id, Foundation.dropped_at.is_(None))
    return select(Case).join(Case.foundations).where(*rests).order_by(Case.id)


def find_case(session: Session, case_id: int) -> Case:
    """Return a case with all that belongs to it; raises `NotFound`."""
    found = session.scalar(select(Case).where(Case.id == case_id).options(*_WHOLE))
    if found is None:
        raise NotFound
    return found


def find_by_number(session: Session, number: str) -> Case:
    """Return a case by its public number, however it is written; raises `NotFound`."""
    found = session.scalar(select(Case).where(Case.number == number.strip().upper()).options(*_WHOLE))
    if found is None:
        raise NotFound
    return found


def lists_of_conditions() -> Select[ConditionList]:
    """Select every list of conditions that was asked for, the newest first, with what was found of each."""
    return select(ConditionList).options(*_ASKED).order_by(ConditionList.asked_on.desc(), ConditionList.id.desc())


def lists_on_case(case: Case) -> Select[ConditionList]:
    """Select the conditions that were asked for of a case, of its ward, and of every use in the council's area."""
    return _lists_on([case.id], case.ward)


def lists_on_place(case_ids: Sequence[int], ward: str) -> Select[ConditionList]:
    """Select the conditions that were asked for of any of these cases, and of a ward where one is named."""
    return _lists_on(case_ids, ward) if ward or case_ids else lists_of_conditions().where(false())


def _lists_on(case_ids: Sequence[int], ward: str) -> Select[ConditionList]:
    of_place = and_(ConditionList.case_id.is_(None), ConditionList.ward.in_({"", ward}))
    return lists_of_conditions().where(or_(of_place, ConditionList.case_id.in_(case_ids)))


def find_list(session: Session, list_id: int) -> ConditionList:
    """Return a list of conditions; raises `NotFound`."""
    found = session.scalar(lists_of_conditions().where(ConditionList.id == list_id))
    if found is None:
        raise NotFound
    return found


def find_list_by_number(session: Session, number: str) -> ConditionList:
    """Return a list of conditions by its public number, however it is written; raises `NotFound`."""
    found = session.scalar(lists_of_conditions().where(ConditionList.number == number.strip().upper()))
    if found is None:
        raise NotFound
    return found


def find_condition(session: Session, condition_id: int) -> Condition:
    """Return a condition; raises `NotFound`."""
    found = session.get(Condition, condition_id)
    if found is None:
        raise NotFound
    return found
