"""What features and plugins offer is read in one place, and only what is installed and named is enabled."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.contract import registry as contract
from consult.contract.places import Place
from consult.contract.plugin import Feature, JobKind, Waiting
from consult.contract.registry import Registry, enabled_plugins, installed_plugins, plugin_of_table
from consult.kernel.authz import Actor, nobody
from consult.kernel.errors import Misconfigured
from consult.kernel.events import on, on_named
from tests.support.parking import GOOD, Parked, activity, export, nothing


def test_a_table_belongs_to_the_plugin_whose_prefix_it_has() -> None:
    plugins = (GOOD, replace(GOOD, name="park"))
    names = ["parking", "parking_space", "park_bench", "parks", "person"]
    assert [plugin_of_table(name, plugins) for name in names] == ["parking", "parking", "park", None, None]


def installed(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    entries = [EntryPoint(name=name, value=value, group=contract.GROUP) for name, value in values.items()]
    monkeypatch.setattr(contract, "entry_points", lambda group: entries if group == contract.GROUP else [])


def test_only_the_plugins_asked_for_are_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, survey="plugins.survey:plugin", broken="nowhere:plugin")
    assert list(installed_plugins({"survey"})) == ["survey"]


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("nowhere:plugin", r"The plugin odd cannot be loaded \(No module named 'nowhere'\)\. Install it again\."),
        ("math:plugin", "The plugin odd cannot be loaded"),
        ("math:pi", "The plugin odd does not offer a Plugin value"),
    ],
)
def test_a_plugin_that_cannot_be_loaded_is_named(monkeypatch: pytest.MonkeyPatch, value: str, sentence: str) -> None:
    installed(monkeypatch, odd=value)
    with pytest.raises(Misconfigured, match=sentence):
        installed_plugins()


def test_a_plugin_that_is_not_installed_is_named_beside_those_that_are(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, parking="nowhere:plugin", fines="nowhere:plugin")
    with pytest.raises(Misconfigured, match=r"“tickets”, which is not installed \(installed: fines, parking\)"):
        enabled_plugins(("parking", "tickets"), {"parking": GOOD})


def test_plugins_come_in_the_order_of_the_settings() -> None:
    other = replace(GOOD, name="tickets")
    found = enabled_plugins(("tickets", "parking"), {"parking": GOOD, "tickets": other})
    assert [plugin.name for plugin in found] == ["tickets", "parking"]


def test_the_registry_joins_core_and_plugins() -> None:
    own = export(name="summary", permission="core.export")
    joined = Registry(
        features=(
            Feature(
                name="core",
                permissions={"core.read": nobody},
                activities=(activity("response"),),
                exports=(own,),
                jobs=(JobKind(name="mail.deliver", title="Mail", run=nothing),),
            ),
        ),
        plugins=(
            replace(
                GOOD,
                activities=(activity("parking"),),
                exports=(export(),),
                jobs=(JobKind(name="parking.tow", title="Towing", run=nothing),),
            ),
        ),
    )
    assert set(joined.permissions) == {"core.read", "parking.read"}
    assert set(joined.activities) == {"response", "parking"}
    assert set(joined.exports) == {"summary", "parking.cars"}
    assert set(joined.jobs) == {"mail.deliver", "parking.tow"}
    assert joined.personal_data == ()


def test_the_core_listens_before_the_plugins() -> None:
    def first(session: Session, event: Parked) -> None:
        pass

    def second(session: Session, event: Parked) -> None:
        pass

    plugin = replace(GOOD, subscribers=(on(Parked, second),))
    core = Feature(name="core", subscribers=(on(Parked, first),))
    assert Registry((core,), (plugin,)).subscribers == {Parked: (first, second)}


def test_a_plugin_hears_by_name_and_facts_what_another_tells(session: Session) -> None:
    heard: list[Mapping[str, Any]] = []
    teller = replace(GOOD, events=(Parked,))
    listener = replace(
        GOOD, name="tickets", subscribers=(on_named(Parked.name, 1, lambda _, facts: heard.append(facts)),)
    )
    (handle,) = Registry(plugins=(listener, teller)).subscribers[Parked]
    handle(session, Parked(consultation_id=7))
    assert heard == [{"consultation_id": 7}]
    assert Registry(plugins=(listener,)).subscribers == {}


def test_what_waits_is_gathered_from_the_core_and_every_plugin_the_oldest_first(session: Session) -> None:
    def source(text: str, day: int) -> Callable[[Session, Actor], Sequence[Waiting]]:
        since = datetime(2026, 11, day, tzinfo=UTC)
        return lambda _session, actor: [Waiting(text=f"{text} for {actor.name}", since=since, endpoint="pages.home")]

    core = Feature(name="core", waiting=source("Core", 3))
    registry = Registry((core,), (replace(GOOD, waiting=source("Parking", 2)), GOOD))
    found = registry.waiting_for(session, Actor(person_id=1, name="Amina"))
    assert [item.text for item in found] == ["Parking for Amina", "Core for Amina"]


def test_events_names_and_places_are_found_by_name_whoever_offers_them() -> None:
    place: Place[str] = Place("core_page")
    own: Place[str] = Place("parking_page")
    core = Feature(name="core", places=(place,), subjects={"car_id": lambda _session, ids: dict.fromkeys(ids, "a car")})
    registry = Registry((core,), (replace(GOOD, events=(Parked,), places=(own,)),))
    assert registry.events == {"parking.parked": Parked}
    assert registry.places == {"core_page": place, "parking_page": own}
    assert set(registry.subjects) == {"car_id"}
