"""Cases and conditions where others refer to them: by their public numbers, which everybody may know."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.references import Link, ReferenceKind, reference_to
from plugins.authorisation.condition_models import ConditionList, Finding
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.presentation import heading_of, is_public
from plugins.authorisation.queries import cases, lists_of_conditions


def _visible(_session: Session, _actor: Actor) -> Select[Case]:
    return cases()


def _link(session: Session, _actor: Actor, case: Case) -> Link:
    title = _("Case %(name)s", name=heading_of(session, case))
    return Link(title=title, endpoint="authorisation.case", parts={"number": case.number})


def _lists(_session: Session, _actor: Actor) -> Select[ConditionList]:
    return lists_of_conditions()


def _list_link(_session: Session, _actor: Actor, found: ConditionList) -> Link:
    title = _("Conditions %(number)s: %(title)s", number=found.number, title=found.title)
    return Link(title=title, endpoint="authorisation_conditions.page", parts={"number": found.number})


def _findings(_session: Session, _actor: Actor) -> Select[Finding]:
    return select(Finding)


def _finding_link(_session: Session, _actor: Actor, finding: Finding) -> Link:
    parts = {"number": finding.condition.asked.number, "_anchor": finding.condition.code}
    title = _("What was found of condition %(code)s", code=finding.condition.code)
    return Link(title=title, endpoint="authorisation_conditions.page", parts=parts)


REFERENCES = (
    ReferenceKind(
        model=Case,
        title=_l("Authorisation case"),
        visible_to=_visible,
        link=_link,
        code=Case.number,
        example="A-2026-001",
        may_be_followed=True,
        states=tuple(State),
        ward=lambda case: case.ward if is_public(case, clock.now()) else "",
    ),
    ReferenceKind(
        model=ConditionList,
        title=_l("Conditions that were asked for"),
        visible_to=_lists,
        link=_list_link,
        code=ConditionList.number,
        example="S-2026-001",
        may_be_followed=True,
        ward=lambda found: found.ward,
    ),
    ReferenceKind(
        model=Finding,
        title=_l("What was found of a condition"),
        visible_to=_findings,
        link=_finding_link,
        part_of=lambda finding: reference_to(finding.condition.asked),
    ),
)
