"""What waits for police officers in cases: those that stand before a decision, and urgent ones to be ratified."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, db
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import Waiting, render_links
from consult.sdk.references import Link
from consult.sdk.texts import local_datetime
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.policies import police
from plugins.authorisation.queries import in_states

OTHER_OFFICER = _l("Any authorising officer who did not apply")


def waiting(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return the cases that wait for this officer."""
    if not police.allows(actor):
        return ()
    found = session.scalars(in_states(State.REVIEW, State.URGENT, State.RETURNED))
    return [
        _waiting(case) for case in found if (case.applicant_id == actor.person_id) == (case.stands_at is State.RETURNED)
    ]


def _waiting(case: Case) -> Waiting:
    since = case.minutes[-1].at if case.minutes else case.opened_at
    named = f"{case.number}, {case.operation}"
    if case.stands_at is State.RETURNED:
        text, who = _("Change case %(named)s, which was returned to you", named=named), _l("You")
    elif case.ratify_by is not None:
        by = local_datetime(case.ratify_by)
        text, who = _("Ratify the urgent authority in case %(named)s by %(by)s", named=named, by=by), OTHER_OFFICER
    else:
        text, who = _("Weigh the views on case %(named)s, and record your decision", named=named), OTHER_OFFICER
    due = case.ratify_by or case.starts_at
    return Waiting(
        text=text,
        since=since,
        endpoint="authorisation_staff.case",
        parts={"case_id": case.id},
        who=who,
        due=clock.london(due).date() if due else None,
    )


def on_desk(reader: Actor) -> str | None:
    """Return what waits for the officer, for the desk."""
    links = [Link(title=item.text, endpoint=item.endpoint, parts=item.parts) for item in waiting(db(), reader)]
    return render_links(_("Cases that wait for you"), links)
