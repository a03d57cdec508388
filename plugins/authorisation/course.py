"""The course of a case: the table of moves with the rules that guard each."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.requirements import Unmet
from consult.sdk.states import Course
from plugins.authorisation import rules
from plugins.authorisation.lifecycle import EXEMPTIONS, MOVES, State, refusal
from plugins.authorisation.models import Case
from plugins.authorisation.rules import Rule

_PREPARED = (rules.SIGNED, rules.IN_DATE, rules.COMPLETE, rules.KNOWN)
_DECIDED = (rules.PLAN, *_PREPARED, rules.CONSIDERED, rules.NOT_THE_APPLICANT, rules.OF_RANK)
_JUDGED = (rules.NOT_THE_APPLICANT, rules.OF_RANK)
RULES: dict[tuple[State, State], tuple[Rule, ...]] = {
    (State.DRAFT, State.INTELLIGENCE): (rules.PLAN,),
    (State.INTELLIGENCE, State.ENGAGEMENT): (rules.WRITTEN,),
    (State.ENGAGEMENT, State.ASSESSED): (rules.SIGNED, rules.KNOWN),
    (State.ASSESSED, State.SUBMITTED): (rules.IN_DATE,),
    (State.SUBMITTED, State.REVIEW): (rules.RULES_HOLD, *_PREPARED),
    (State.REVIEW, State.AUTHORISED): (rules.RULES_HOLD, *_DECIDED),
    (State.URGENT, State.AUTHORISED): _DECIDED,
    (State.REVIEW, State.REFUSED): _JUDGED,
    (State.REVIEW, State.RETURNED): _JUDGED,
    (State.AUTHORISED, State.NOTIFIED): (rules.NOTICE_GIVEN,),
    (State.NOTIFIED, State.WATCHLIST): (rules.LIST_FRESH,),
    (State.WATCHLIST, State.LIVE): (rules.IN_HOURS,),
    (State.SUSPENDED, State.LIVE): (rules.IN_HOURS,),
    (State.DELETED, State.REVIEWED): (rules.AFTER, rules.FOLLOWED_UP),
    (State.REVIEWED, State.PUBLISHED): (rules.RESULT,),
    **{
        (before, State.URGENT): (rules.PLAN, rules.RULES_HOLD, rules.NOT_THE_APPLICANT, rules.OF_URGENT_RANK)
        for before, following in MOVES.items()
        if State.URGENT in following
    },
}
"""What must be so before each move; a move that is not here needs a reason alone."""


def missing_for(session: Session, actor: Actor, case: Case, after: State) -> list[Unmet]:
    """Return what is still missing before a case can come into a state, long lists by their beginning."""
    asked = RULES.get((case.stands_at, after), ())
    return [gap for rule in asked for gap in (rule.at_a_glance or rule.missing)(session, actor, case)]


def _guard(asked: tuple[Rule, ...]) -> Callable[[Session, Actor, Any], None]:
    def require(session: Session, actor: Actor, case: Any) -> None:
        missing = [gap for rule in asked for gap in rule.missing(session, actor, case)]
        if missing:
            raise rules.NotReady(missing)

    return require


COURSE = Course(
    moves=MOVES,
    refusal=refusal,
    needs_reason=frozenset(State),
    guards={move: _guard(asked) for move, asked in RULES.items()},
    exemptions=EXEMPTIONS,
)
