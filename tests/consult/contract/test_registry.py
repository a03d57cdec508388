"""A plugin that breaks the contract is named, with its fault, before the application starts."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import EntryPoint
from typing import Any, ClassVar

import pytest
from flask import Blueprint
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from consult.accounts.models import Person
from consult.contract import registry as contract
from consult.contract.plugin import (
    CONTRACT,
    ActivityType,
    Export,
    Feature,
    NavigationItem,
    PersonalData,
    Plugin,
    Waiting,
)
from consult.contract.references import Link, ReferenceKind
from consult.contract.registry import (
    Registry,
    check_plugins,
    enabled_plugins,
    installed_plugins,
    plugin_of_table,
)
from consult.contract.requirements import Requirement
from consult.kernel.authz import Actor, anyone, nobody
from consult.kernel.errors import Misconfigured
from consult.kernel.events import EVENTS, Event, on, on_named

GOOD = Plugin(name="parking", title="Parking", package="tests.parking", permissions={"parking.read": anyone})


@dataclass(frozen=True, kw_only=True)
class Parked(Event):
    name: ClassVar[str] = "parking.parked"
    sentence: ClassVar[str] = "{actor} parked"


@dataclass(frozen=True, kw_only=True)
class Stolen(Event):
    name: ClassVar[str] = "garage.stolen"
    sentence: ClassVar[str] = "{actor} stole a car"


@dataclass(frozen=True, kw_only=True)
class Painted(Event):
    name: ClassVar[str] = "parking.painted"
    sentence: ClassVar[str] = "{actor} painted a car"
    colours: list[str]


for _name in (Parked.name, Stolen.name, Painted.name):
    EVENTS.pop(_name)  # other tests look at all events there are


def activity(kind: str) -> ActivityType:
    return ActivityType(kind=kind, title="x", summary="x", public_endpoint="x", staff_endpoint="x", call_to_action="x")


def export(name: str = "parking.cars", permission: str = "parking.read") -> Export:
    return Export(name=name, title="x", permission=permission, columns=lambda *_: (), rows=lambda *_: iter(()))


def cars_of(model: type[Any]) -> ReferenceKind:
    return ReferenceKind(
        model=model,
        title="Car",
        visible_to=lambda session, actor: select(model),
        link=lambda session, actor, car: Link(title="A car", endpoint="parking.page"),
    )


def needs(name: str) -> Requirement:
    return Requirement(name=name, title="Paid", model=Person, unmet=lambda session, number: ())


def nothing(*_: Any) -> None:
    pass


def pages(address: str, permission: str | None = "accounts.sign_in") -> Blueprint:
    """Return a blueprint with one page, and beside it the pages there may be."""

    def view() -> str:
        return "A car"

    view.permission = permission  # type: ignore[attr-defined]
    made = Blueprint("parking", __name__)
    made.add_url_rule(address, "page", view)
    if permission and address.startswith("/parking/"):
        made.add_url_rule("/staff/parkings/<int:car>", "staff", view)
    return made


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"name": "Parking"}, "2 to 30 small letters and digits"),
    ({"name": "p"}, "2 to 30 small letters and digits"),
    ({"name": "car_park"}, "2 to 30 small letters and digits"),
    ({"name": "person"}, "its name is taken"),
    ({"api": CONTRACT + 1}, f"written for contract {CONTRACT + 1}, and this Consult speaks contract {CONTRACT}"),
    ({"requires": ("survey",)}, "needs the plugin survey, which is not enabled"),
    ({"activities": (activity("cars"),)}, "its activity cars must be called parking or begin with “parking_”"),
    ({"permissions": {"accounts.administer": anyone}}, "its permission accounts.administer must begin with “parking.”"),
    ({"events": (Stolen,)}, "its event garage.stolen must begin with “parking.”"),
    ({"events": (Painted,)}, "the fact colours of its event parking.painted is a list[str], which is no plain value"),
    ({"jobs": {"mail.deliver": nothing}}, "its job mail.deliver must begin with “parking.”"),
    ({"exports": (export(name="responses"),)}, "its export responses must begin with “parking.”"),
    ({"exports": (export(permission="parking.write"),)}, "asks for the permission parking.write"),
    ({"blueprints": (Blueprint("accounts", __name__),)}, "its blueprint accounts must be called parking"),
    ({"blueprints": (Blueprint("parking", __name__),) * 2}, "two of its blueprints are called parking"),
    ({"blueprints": (pages("/sign-in"),)}, "its page /sign-in must be under /parking or /staff/parking"),
    ({"blueprints": (pages("/staff/accounts"),)}, "its page /staff/accounts must be under /parking or /staff/parking"),
    ({"blueprints": (pages("/parkingmeter"),)}, "its page /parkingmeter must be under /parking"),
    ({"blueprints": (pages("/parking", None),)}, "its page /parking has no permission; put @permit(…) on its view"),
    (
        {"blueprints": (pages("/parking", "parking.write"),)},
        "its page /parking asks for the permission parking.write, which it does not define",
    ),
    ({"requirements": (needs("decisions.paid"),)}, "its requirement decisions.paid must begin with “parking.”"),
    ({"references": (cars_of(Person),)}, "its reference Car is to the table person, which is not its own"),
    (
        {"navigation": (NavigationItem(text="Cars", endpoint="parking.index", permission="audit.read"),)},
        "its link “Cars” asks for the permission audit.read",
    ),
]


@pytest.mark.parametrize(("changes", "sentence"), FAULTS, ids=[sentence for _, sentence in FAULTS])
def test_a_fault_is_named_with_the_plugin(changes: dict[str, Any], sentence: str) -> None:
    plugin = replace(GOOD, **{"permissions": {}, **changes})
    with pytest.raises(Misconfigured) as caught:
        check_plugins([plugin], {"person", "core"}, tables=())
    assert sentence in str(caught.value)
    assert str(caught.value).startswith(f"The plugin {plugin.name} cannot be used: ")


def test_a_plugin_that_keeps_the_contract_is_taken() -> None:
    full = replace(
        GOOD,
        activities=(activity("parking"), activity("parking_permit")),
        events=(Parked,),
        jobs={"parking.tow": nothing},
        exports=(export(),),
        blueprints=(pages("/parking/<int:car>", "parking.read"), Blueprint("parking_staff", __name__)),
        navigation=(NavigationItem(text="Cars", endpoint="parking.index", permission="parking.read"),),
    )
    needs_it = replace(GOOD, name="tickets", permissions={}, requires=("parking",))
    check_plugins([full, needs_it], {"core"}, tables=())


def test_two_plugins_cannot_have_one_name() -> None:
    with pytest.raises(Misconfigured, match="its name is taken"):
        check_plugins([GOOD, GOOD], (), tables=())


def table(name: str, points_to: str) -> Table:
    metadata = MetaData()
    Table("person", metadata, Column("id", Integer, primary_key=True))
    Table("activity", metadata, Column("id", Integer, primary_key=True))
    return Table(name, metadata, Column("other_id", ForeignKey(f"{points_to}.id")))


def test_an_event_that_the_plugin_does_not_list_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EVENTS, Parked.name, Parked)
    plugin = replace(GOOD, package=Parked.__module__.rpartition(".")[0])
    with pytest.raises(Misconfigured, match=r"its event parking\.parked is not among its events"):
        check_plugins([plugin], {"core"}, tables=())


def test_a_table_that_points_to_a_person_must_say_how_it_is_handed_over_and_erased() -> None:
    driver = table("parking_driver", "person")
    with pytest.raises(Misconfigured, match="parking_driver points to a person, but no PersonalData names it"):
        check_plugins([GOOD], (), tables=[driver])
    data = PersonalData(tables=("parking_driver",), collect=lambda *_: {}, erase=lambda *_: 0)
    check_plugins([replace(GOOD, personal_data=(data,))], (), tables=[driver])
    check_plugins([GOOD], (), tables=[table("parking_space", "activity"), table("parkinglot", "person")])


def test_tables_stay_within_the_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    class OwnBase(DeclarativeBase):
        pass

    class Space(OwnBase):
        __tablename__ = "space"
        __module__ = "tests.parking.models"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Claimed(OwnBase):
        __tablename__ = "parking_permit"
        __module__ = "consult.accounts.models"
        id: Mapped[int] = mapped_column(primary_key=True)

    monkeypatch.setattr(contract, "Base", OwnBase)
    faults = list(contract.faults_of(GOOD, set(), {"parking"}, ()))
    assert sorted(faults) == [
        "its name claims the table parking_permit, which belongs to consult.accounts.models",
        "its table space must be called parking or begin with “parking_”",
    ]
    assert Space.__tablename__ != Claimed.__tablename__


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
                jobs={"mail.deliver": nothing},
            ),
        ),
        plugins=(replace(GOOD, activities=(activity("parking"),), exports=(export(),), jobs={"parking.tow": nothing}),),
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


@pytest.mark.parametrize(
    ("name", "version", "sentence"),
    [
        ("parking.towed", 1, "it listens to parking.towed, which nobody tells"),
        ("parking.parked", 2, "it listens to version 2 of parking.parked, and parking tells version 1"),
        ("decisions.published", 9, "it listens to version 9 of decisions.published, and decisions tells version 1"),
    ],
)
def test_who_listens_to_what_is_not_told_so_is_refused(name: str, version: int, sentence: str) -> None:
    teller = replace(GOOD, events=(Parked,))
    listener = replace(GOOD, name="tickets", permissions={}, subscribers=(on_named(name, version, nothing),))
    with pytest.raises(Misconfigured, match=re.escape(sentence)):
        check_plugins([teller, listener], {"core"}, tables=())


def test_who_listens_to_a_plugin_that_is_off_is_taken() -> None:
    listener = replace(GOOD, name="tickets", permissions={}, subscribers=(on_named("parking.towed", 1, nothing),))
    check_plugins([listener], {"core"}, tables=())


def test_what_waits_is_gathered_from_the_core_and_every_plugin_the_oldest_first(session: Session) -> None:
    def source(text: str, day: int) -> Callable[[Session, Actor], Sequence[Waiting]]:
        since = datetime(2026, 11, day, tzinfo=UTC)
        return lambda _session, actor: [Waiting(text=f"{text} for {actor.name}", since=since, endpoint="pages.home")]

    core = Feature(name="core", waiting=source("Core", 3))
    registry = Registry((core,), (replace(GOOD, waiting=source("Parking", 2)), GOOD))
    found = registry.waiting_for(session, Actor(person_id=1, name="Amina"))
    assert [item.text for item in found] == ["Parking for Amina", "Core for Amina"]
