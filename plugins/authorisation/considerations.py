"""Considering a view: what was weighed, by whom, in which post, and what came of it."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Compared, Invalid, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference, cite, links, reference_to
from consult.sdk.texts import clean_text
from plugins.authorisation.events import ViewConsidered
from plugins.authorisation.models import Case, Consideration
from plugins.authorisation.rules import term_of
from plugins.authorisation.sections import OUTCOMES
from plugins.authorisation.views_about import count_open_views, find_view


def consider(
    session: Session,
    actor: Actor,
    case: Case,
    reference: Reference,
    *,
    weighed: str,
    outcome: str,
    reason: str,
    seen: int,
) -> Consideration:
    """Keep how a view was weighed, as a version of its own.

    Raises `ChangedMeanwhile` when somebody else considered it while the form stood open.
    """
    lock_row(session, case)
    view = find_view(session, case, reference).viewpoint
    weighed, reason = clean_text(weighed).strip(), clean_text(reason).strip()
    last = case.considered.get(reference)
    require_version(
        last.number if last else 0,
        seen,
        Compared(_("What was weighed"), last.weighed if last else "", weighed),
        Compared(_("Reason"), last.reason if last else "", reason),
    )
    _require_whole(weighed, outcome, reason)
    term = term_of(session, actor)
    made = Consideration(
        view_kind=reference.kind,
        view_id=reference.id,
        number=(last.number if last else 0) + 1,
        view_title=view.link.title[:300],
        put_by=view.put_by[:300],
        weighed=weighed,
        outcome=outcome,
        reason=reason,
        considered_at=database_now(session),
        considered_by_id=actor.person_id,
        name=term.name if term else actor.name,
        post=term.post if term else _("Council officer"),
    )
    case.considerations.append(made)
    session.flush()
    if links(session, actor, [reference]):
        # What the actor may not know of (its group keeps it from the police) is considered without a link to it.
        cite(session, actor, reference_to(case), [reference])
    count_open_views(session, case)
    told = ViewConsidered(case_id=case.id, number=case.number, kind=reference.kind, view_id=reference.id)
    record(session, told, by=actor)
    return made


def _require_whole(weighed: str, outcome: str, reason: str) -> None:
    missing = {
        "weighed": "" if weighed else _("Enter what you weighed"),
        "outcome": "" if outcome in OUTCOMES else _("Select what came of it"),
        "reason": "" if reason else _("Give the reason"),
    }
    missing = {name: sentence for name, sentence in missing.items() if sentence}
    if missing:
        raise Invalid(fields=missing)
