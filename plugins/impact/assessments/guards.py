"""What stands against sending a version for review, and against signing it."""

from typing import cast

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now
from consult.sdk.errors import Conflict, Forbidden
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.office import OfficeRole, OfficeTerm, term_of_account
from plugins.impact.assessments.completeness import missing
from plugins.impact.assessments.models import AssessmentVersion


class Incomplete(Conflict):
    """Something is missing that a version must have before it is sent."""


class SamePerson(Conflict):
    """Whoever sent a version for review would also sign it."""

    default = _l("You sent this version for review, so somebody else must sign it.")


class NotInOffice(Forbidden):
    """Whoever would sign is no police officer in office today."""

    default = _l(
        "Only a police officer in office can sign an assessment. Ask an administrator to enter your rank in the list "
        "of people in office, and that this account is yours."
    )


def require_whole(session: Session, _actor: Actor, version: object) -> None:
    """Raise `Incomplete` with the first thing that is missing."""
    found = missing(session, cast(AssessmentVersion, version))
    if found:
        raise Incomplete(found[0].sentence)


def require_signer(session: Session, actor: Actor, version: object) -> None:
    """Raise unless the actor is a police officer in office, and another person than who sent the version."""
    whole = cast(AssessmentVersion, version)
    if whole.sent_by_id == actor.person_id:
        raise SamePerson
    if police_post(session, actor) is None:
        raise NotInOffice
    require_whole(session, actor, version)


def police_post(session: Session, actor: Actor) -> OfficeTerm | None:
    """Return the post that the actor has in the police today, or `None`."""
    today = clock.london(database_now(session)).date()
    return term_of_account(session, actor.person_id or 0, OfficeRole.POLICE, today)
