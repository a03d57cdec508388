"""Views are asked of every feature and plugin that offers a kind of them, and each kind is offered once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.faults import check_registry
from consult.contract.plugin import Feature
from consult.contract.references import Link, Reference
from consult.contract.viewpoints import Viewpoint, ViewpointSource
from consult.contract.viewpoints_about import viewpoints_about
from consult.kernel.db import database_of
from consult.kernel.errors import Misconfigured
from tests.support.deployments import change_deployment

AT = datetime(2023, 1, 16, tzinfo=UTC)


def _source(kind: str, *about: Reference) -> ViewpointSource:
    view = Viewpoint(
        reference=Reference(kind, 1), link=Link(title=kind, endpoint="pages.home"), put_by="Traders", changed_at=AT
    )
    return ViewpointSource(kind=kind, title=kind, about=lambda session, reference: [view] if reference in about else [])


def _declare(session: Session, *sources: ViewpointSource) -> None:
    registry = deployment_of(session).registry
    without = (replace(feature, viewpoints=()) for feature in registry.features)
    features = (*without, *(Feature(name=f"of_a_test_{source.kind}", viewpoints=(source,)) for source in sources))
    change_deployment(database_of(session), registry=replace(registry, features=features, plugins=()))


def test_every_kind_is_asked_in_the_order_in_which_it_is_offered(session: Session) -> None:
    street = Reference("consultation", 1)
    _declare(session, _source("parking", street), _source("letter", street), _source("call", Reference("activity", 1)))
    assert [view.reference.kind for view in viewpoints_about(session, street)] == ["parking", "letter"]
    assert viewpoints_about(session, Reference("consultation", 2)) == []


def test_two_features_cannot_offer_one_kind(session: Session) -> None:
    registry = deployment_of(session).registry
    again = Feature(name="of_a_test", viewpoints=(_source("issue"),))
    with pytest.raises(Misconfigured, match="its kind of view issue is there already, from decisions"):
        check_registry(replace(registry, features=(*registry.features, again), plugins=()))
