"""Views are asked of every feature and plugin that offers a kind of them, and each kind is offered once."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.contract.faults import check_registry
from consult.contract.plugin import Feature
from consult.contract.references import Link, Reference
from consult.contract.viewpoints import Naming, Standing, ViewpointSource
from consult.contract.viewpoints_about import standing_views, viewpoints_about
from consult.kernel.db import database_of
from consult.kernel.errors import Misconfigured
from consult.kernel.types import UtcDateTime
from tests.support.deployments import change_deployment

AT = datetime(2023, 1, 16, tzinfo=UTC)


def _source(kind: str, *about: Reference, unnamed: frozenset[int] = frozenset()) -> ViewpointSource:
    naming = Naming(link=Link(title=kind, endpoint="pages.home"), put_by="Traders")
    standing: Standing = select(literal(1).label("id"), literal(AT, UtcDateTime).label("at"), literal(1).label("place"))
    return ViewpointSource(
        kind=kind,
        title=kind,
        standing=lambda session, reference: standing if reference in about else None,
        named=lambda session, reference, numbers: dict.fromkeys(set(numbers) - unnamed, naming),
    )


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


def test_a_view_about_two_rows_stands_once(session: Session) -> None:
    streets = [Reference("consultation", 1), Reference("consultation", 2)]
    _declare(session, _source("parking", *streets))
    views = standing_views(session, streets)
    assert session.execute(select(views.c.kind, views.c.id, views.c.changed_at, views.c.about)).all() == [
        ("parking", 1, AT, 0)
    ]


def test_a_view_that_nobody_can_name_is_never_left_out(session: Session) -> None:
    street = Reference("consultation", 1)
    _declare(session, _source("parking", street, unnamed=frozenset({1})))
    with pytest.raises(LookupError):
        viewpoints_about(session, street)


def test_two_features_cannot_offer_one_kind(session: Session) -> None:
    registry = deployment_of(session).registry
    again = Feature(name="of_a_test", viewpoints=(_source("issue"),))
    with pytest.raises(Misconfigured, match="its kind of view issue is there already, from decisions"):
        check_registry(replace(registry, features=(*registry.features, again), plugins=()))
