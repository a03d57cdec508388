"""Another deployment for one test, on the database that the test has."""

from dataclasses import replace
from typing import Any

from consult.contract.deployment import deployment_of
from consult.kernel.db import Database
from consult.mail.transports import choose_transport


def change_deployment(database: Database, **changes: Any) -> None:
    """Put other settings, another registry, another way for mail or another queue into a database's deployment."""
    if "settings" in changes:
        changes.setdefault("transport", choose_transport(changes["settings"].mail))
    database.deployment = replace(deployment_of(database), **changes)
