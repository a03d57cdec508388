"""What a draft cites; it is kept with the motion when the draft is submitted."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference, cite, cited_in, read_references, reference_to, remove_citation
from plugins.motion import citing_events as events
from plugins.motion.models import Motion
from plugins.motion.services.consents import void_consents
from plugins.motion.services.moves import hold_draft


def cite_in_draft(
    session: Session, actor: Actor, motion: Motion, *, chosen: Sequence[Reference], typed: str, note: str
) -> int:
    """Let a draft cite others, and return how many are new; whoever had agreed to the motion is asked again.

    Raises `WrongLines` for what was typed and names nothing that the actor may know of.
    """
    hold_draft(session, motion)
    targets = [*chosen, *read_references(session, actor, typed)]
    if not targets:
        raise Invalid(fields={"references": _("Select something, or enter at least one reference")})
    if reference_to(motion) in targets:
        raise Invalid(fields={"references": _("A motion cannot cite itself")})
    added = cite(session, actor, reference_to(motion), targets, note)
    if added:
        void_consents(session, actor, motion)
        record(session, events.DraftCited(motion_id=motion.id, added=added), by=actor)
    return added


def uncite_in_draft(session: Session, actor: Actor, motion: Motion, target: Reference) -> None:
    """Take a citation out of a draft; taking out what is not there changes nothing."""
    hold_draft(session, motion)
    source = reference_to(motion)
    if target not in [cited.reference for cited in cited_in(session, actor, source)]:
        return
    remove_citation(session, actor, source, target)
    void_consents(session, actor, motion)
    record(session, events.DraftCitationRemoved(motion_id=motion.id), by=actor)
