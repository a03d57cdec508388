"""Asking what is still missing, of everybody who declares a requirement, and failing closed."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.references import Reference
from consult.contract.requirements import Unmet
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

SWITCHED_OFF = _l("Ask an administrator to switch it on.")


def unmet(session: Session, reference: Reference, needed: Mapping[str, str] | None = None) -> list[Unmet]:
    """Return what is still missing of a row, by every requirement over its kind that is not asked by name alone.

    `needed` are the names of requirements, or of plugins, without which the answer would be worth nothing, each with
    what people call it. One that is not there is unmet: nobody can say whether it holds.
    """
    registry = deployment_of(session).registry
    asked = [
        requirement
        for requirement in registry.requirements.values()
        if requirement.model.__tablename__ == reference.kind
        and (requirement.name in (needed or {}) or not requirement.is_asked_by_name)
    ]
    there = {*registry.requirements, *registry.activities, *(plugin.name for plugin in registry.plugins)}
    unknown = [
        Unmet(
            _(
                "“%(title)s” cannot be checked: its plugin “%(partition)s” is switched off. %(switched_off)s",
                title=title,
                partition=name.partition(".")[0],
                switched_off=SWITCHED_OFF,
            )
        )
        for name, title in (needed or {}).items()
        if name not in there
    ]
    return [*unknown, *(missing for requirement in asked for missing in requirement.unmet(session, reference.id))]
