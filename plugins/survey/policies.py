"""Who may build, look at, publish and read a survey."""

from typing import Any

from consult.sdk import Actor, Permissions, State, anyone, auditor, rule, staff


@rule("survey of a published consultation")
def is_known(actor: Actor, subject: Any) -> bool:
    """Whether people may know of the survey."""
    return bool(subject.consultation.state != State.DRAFT.value)


PERMISSIONS: Permissions = {
    "survey.build": staff,
    "survey.publish": staff,
    "survey.preview": staff | auditor,
    "survey.results": staff | auditor,
    "survey.export": staff | auditor,
    "survey.changes": anyone & (is_known | staff | auditor),
}
