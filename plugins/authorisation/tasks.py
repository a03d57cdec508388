"""What waits for somebody in cases: for the applicant, for those who decide or weigh views, and in conditions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.access import Actor, staff
from consult.sdk.database import clock, db
from consult.sdk.deadlines import ShownDeadline, next_deadlines, waiting_on_pages
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.office import Rank
from consult.sdk.pages import Waiting, render_links
from consult.sdk.references import Link, Reference, reference_to
from consult.sdk.texts import local_datetime
from plugins.authorisation.applicants import applied_for
from plugins.authorisation.condition_models import Condition, ConditionList
from plugins.authorisation.lifecycle import WEIGHED, State
from plugins.authorisation.models import Case, Minute
from plugins.authorisation.policies import police
from plugins.authorisation.queries import in_states
from plugins.authorisation.regimes import is_of_rank
from plugins.authorisation.rules import term_of

OTHER_OFFICER = _l("Any authorising officer who did not apply")
NEXT = {
    State.DRAFT: _l("Write the plan of case %(named)s"),
    State.INTELLIGENCE: _l("Write the intelligence case of case %(named)s"),
    State.ENGAGEMENT: _l("Bring the signed assessment to case %(named)s"),
    State.ASSESSED: _l("Submit the application in case %(named)s"),
    State.SUBMITTED: _l("Put case %(named)s before the authorising officer"),
    State.RETURNED: _l("Change case %(named)s, which was returned to you"),
    State.AUTHORISED: _l("Give public notice in case %(named)s"),
    State.NOTIFIED: _l("Confirm the watchlist in case %(named)s"),
    State.WATCHLIST: _l("Record that the deployment in case %(named)s began"),
    State.ENDED: _l("Confirm that the data of case %(named)s is deleted"),
    State.DELETED: _l("Review the deployment of case %(named)s"),
    State.REVIEWED: _l("Record that the results of case %(named)s are published"),
}
"""What an applicant does next where a case stands."""
DECIDED = frozenset({State.REVIEW, State.URGENT})
"""Where a case stands while a decision on it waits."""
CLEARED = frozenset({State.ENDED, State.DELETED})
"""Where a case stands while what is due first is what its applicant does next."""


def waiting(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return what waits for this person: for the police and for council officers alone."""
    found: Sequence[Waiting] = _for_police(session, actor) if police.allows(actor) else ()
    return (*found, *_for_council(session), *_conditions(session)) if staff.allows(actor) else found


@dataclass(frozen=True)
class _Officer:
    """An officer of the police: their rank today, and in which cases they apply."""

    rank: Rank | None
    applied: frozenset[int]

    def decides(self, case: Case) -> bool:
        """Whether this officer can record a decision, or ratify one."""
        return case.id not in self.applied and is_of_rank(self.rank, case.regime.rank)


def _for_police(session: Session, actor: Actor) -> list[Waiting]:
    found = _open_cases(session, *sorted({*NEXT, *WEIGHED}))
    if not found or actor.person_id is None:
        return []
    term = term_of(session, actor)
    officer = _Officer(Rank(term.rank) if term and term.rank else None, applied_for(session, actor.person_id, found))
    near = next_deadlines(session, [reference_to(case) for case in found if case.stands_at in CLEARED])
    return [item for case in found for item in _of_case(officer, case, _due_of(case, near))]


def _of_case(officer: _Officer, case: Case, due: date | None) -> Iterator[Waiting]:
    is_theirs = case.id in officer.applied or case.applicant_id is None
    named = f"{case.number}, {case.operation}"
    if case.stands_at in DECIDED and officer.decides(case):
        yield _waiting(case, _to_decide(case, named), OTHER_OFFICER, due)
        return
    if case.stands_at in NEXT and is_theirs:
        yield _waiting(case, str(NEXT[case.stands_at]) % {"named": named}, _l("You"), due)
    if case.stands_at in WEIGHED and case.open_views > case.open_council_views:
        yield _to_weigh(case, named, case.open_views - case.open_council_views)


def _to_decide(case: Case, named: str) -> str:
    if case.ratify_by is not None:
        by = local_datetime(case.ratify_by)
        return _("Ratify the urgent authority in case %(named)s by %(by)s", named=named, by=by)
    return _("Weigh the views on case %(named)s, and record your decision", named=named)


def _for_council(session: Session) -> list[Waiting]:
    found = _open_cases(session, *sorted(WEIGHED))
    return [
        _to_weigh(case, f"{case.number}, {case.operation}", case.open_council_views)
        for case in found
        if case.open_council_views
    ]


def _to_weigh(case: Case, named: str, number: int) -> Waiting:
    text = ngettext(
        "Weigh %(num)s view in case %(named)s", "Weigh %(num)s views in case %(named)s", number, named=named
    )
    return _waiting(case, text, _l("Any officer who may read the view"), _anchor="views")


def _waiting(case: Case, text: str, who: str, due: date | None = None, **parts: str) -> Waiting:
    return Waiting(
        text=text,
        since=case.minutes[-1].at if case.minutes else case.opened_at,
        endpoint="authorisation_staff.case",
        parts={"case_id": case.id, **parts},
        who=who,
        due=due,
        about=reference_to(case),
    )


def _due_of(case: Case, near: Mapping[Reference, ShownDeadline]) -> date | None:
    """Return by which day the case has to be moved on, where it stands."""
    if case.stands_at in DECIDED:
        moment = case.ratify_by or case.starts_at
        return clock.london(moment).date() if moment else None
    deadline = near.get(reference_to(case)) if case.stands_at in CLEARED else None
    return deadline.due_on if deadline else None


def _open_cases(session: Session, *states: State) -> Sequence[Case]:
    # Asked on every page of whoever is signed in: the times of the steps alone, and no texts.
    with_times = selectinload(Case.minutes).load_only(Minute.case_id, Minute.at)
    return session.scalars(in_states(*states).options(with_times)).all()


def _conditions(session: Session) -> Iterator[Waiting]:
    unanswered = (
        select(ConditionList, func.count(Condition.id))
        .join(Condition, Condition.list_id == ConditionList.id)
        .where(ConditionList.withdrawn_at.is_(None), ~Condition.findings.any())
        .group_by(ConditionList.id)
        .order_by(ConditionList.id)
    )
    for found, number in session.execute(unanswered):
        text = ngettext(
            "Say whether %(num)s condition of %(of)s is met",
            "Say whether %(num)s conditions of %(of)s are met",
            number,
            of=found.number,
        )
        yield Waiting(
            text=text,
            since=found.entered_at,
            endpoint="authorisation_conditions.page",
            parts={"number": found.number},
            who=_l("Any council officer"),
            due=found.answer_by,
            about=reference_to(found),
        )


def on_desk(reader: Actor) -> str | None:
    """Return what waits for the officer, for the desk."""
    items = waiting_on_pages(db(), reader, "authorisation")
    links = [Link(title=item.text, endpoint=item.endpoint, parts=item.parts) for item in items]
    return render_links(_("Cases that wait for you"), links)
