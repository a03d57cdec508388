"""Who may read, prepare, weigh and decide on a case; what a decision needs more is in `rules`."""

from typing import Any

from consult.sdk.access import Actor, Permissions, Role, anyone, auditor, has_role, rule, staff
from consult.sdk.errors import Conflict
from consult.sdk.messages import lazy_gettext as _l
from plugins.authorisation.lifecycle import EDITABLE

police = has_role(Role.AUTHORISING_OFFICER)


class NotEditable(Conflict):
    """The case is not at a step at which the applicant changes it."""

    default = _l("This case is with the authorising officer or decided, so it cannot be changed now.")


@rule("at a step at which it is prepared", denial=NotEditable)
def is_editable(_actor: Actor, case: Any) -> bool:
    """Whether the applicant changes the case at this step."""
    return case.stands_at in EDITABLE


PERMISSIONS: Permissions = {
    "authorisation.list": anyone,
    "authorisation.desk": police | staff | auditor,
    "authorisation.read_restricted": police | auditor,
    "authorisation.open": police,
    "authorisation.edit": police & is_editable,
    # Council officers weigh what a group keeps from the police.
    "authorisation.consider": police | staff,
    "authorisation.move": police,
    "authorisation.keep_conditions": staff,
    # The rules say who may decide, so they are not left to those who do.
    "authorisation.keep_rules": has_role(Role.ADMINISTRATOR),
}
