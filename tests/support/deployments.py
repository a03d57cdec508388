"""Another deployment for one test, on the database that the test has."""

from dataclasses import replace
from typing import Any

from consult.app import read_languages
from consult.contract.deployment import deployment_of
from consult.contract.plugin import ActivityType, Feature
from consult.contract.registry import Registry
from consult.kernel.db import Database
from consult.mail.transports import choose_transport


def change_deployment(database: Database, **changes: Any) -> None:
    """Put other settings, another registry, another way for mail or another queue into a database's deployment."""
    if "settings" in changes:
        changes.setdefault("transport", choose_transport(changes["settings"].mail))
    database.deployment = replace(deployment_of(database), **changes)


def with_activity(registry: Registry, activity: ActivityType) -> Registry:
    """Return the registry with another kind of activity in place of the core's that has the same name."""
    return with_feature(registry, activities=(activity,))


def with_feature(registry: Registry, **offered: Any) -> Registry:
    """Return the registry with one feature more, which offers this."""
    return replace(registry, features=(*registry.features, Feature(name="of_a_test", **offered)))


def offer_welsh(database: Database) -> None:
    """Let a database's deployment speak Welsh beside its own language, with the catalogues that come with Consult."""
    deployment = deployment_of(database)
    settings = replace(deployment.settings, languages=("en-GB", "cy"))
    change_deployment(database, settings=settings, languages=read_languages(settings, deployment.registry))
