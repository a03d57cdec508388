"""Who may build, look at, publish and read a survey."""

from typing import Any

from consult.sdk.access import Actor, Permissions, anyone, auditor, rule, staff
from consult.sdk.activities import State
from consult.sdk.errors import Conflict
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.models import Proposal


class OwnProposal(Conflict):
    """An officer would confirm what the same officer proposed."""

    default = _l("You proposed this change, so another officer must confirm it.")


class NotYours(Conflict):
    """An officer would take back what another officer proposed."""

    default = _l("Another officer proposed this change. You can send it back instead.")


@rule("survey of a published consultation")
def is_known(actor: Actor, subject: Any) -> bool:
    """Whether people may know of the survey."""
    return bool(subject.consultation.state != State.DRAFT)


def _waiting(context: object) -> Proposal | None:
    waiting: Proposal | None = getattr(context, "proposal", None)
    return waiting


@rule("officer who did not propose it", denial=OwnProposal)
def is_second(actor: Actor, context: object) -> bool:
    """Whether the actor is not who proposed what waits; where nothing waits, the page says so."""
    waiting = _waiting(context)
    return waiting is None or waiting.proposed_by_id != actor.person_id


@rule("officer who proposed it", denial=NotYours)
def is_first(actor: Actor, context: object) -> bool:
    """Whether the actor proposed what waits; where nothing waits, the page says so."""
    waiting = _waiting(context)
    return waiting is None or waiting.proposed_by_id == actor.person_id


PERMISSIONS: Permissions = {
    "survey.build": staff,
    "survey.publish": staff,
    "survey.confirm": staff & is_second,
    "survey.take_back": staff & is_first,
    "survey.preview": staff | auditor,
    "survey.results": staff | auditor,
    "survey.export": staff | auditor,
    "survey.schema": anyone,
    "survey.picture": anyone,
    "survey.changes": anyone & (is_known | staff | auditor),
}
