"""A feature or plugin that breaks the contract is named, with its fault, before the application starts."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import pytest
from flask import Blueprint
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from consult.accounts.models import Person
from consult.contract import faults
from consult.contract.faults import check_registry
from consult.contract.file_imports import FileColumn, FileLayout
from consult.contract.places import Place, fill_named
from consult.contract.plugin import CONTRACT, Feature, JobKind, NavigationItem, PersonalData, Plugin
from consult.contract.plugin import Column as PluginColumn
from consult.contract.references import Link, ReferenceKind
from consult.contract.registry import Registry
from consult.contract.requirements import Requirement
from consult.decisions.registers import DECISIONS
from consult.kernel.authz import anyone
from consult.kernel.errors import Misconfigured
from consult.kernel.events import Event, on, on_named
from consult.office.feature import FEATURE as OFFICE
from consult.office.imports import TERMS_FILE
from tests.support.parking import GOOD, Parked, activity, export, nothing


@dataclass(frozen=True, kw_only=True)
class Stolen(Event):
    name: ClassVar[str] = "garage.stolen"
    sentence: ClassVar[str] = "{actor} stole a car"


@dataclass(frozen=True, kw_only=True)
class Painted(Event):
    name: ClassVar[str] = "parking.painted"
    sentence: ClassVar[str] = "{actor} painted a car"
    colours: list[str]


@dataclass(frozen=True, kw_only=True)
class Washed(Event):
    name: ClassVar[str] = "core.washed"
    sentence: ClassVar[str] = "{actor} washed {car_id}"
    car_id: int


CORE = Feature(
    name="core",
    events=(Washed,),
    subjects={"car_id": lambda _session, ids: dict.fromkeys(ids, "a car")},
    places=(Place("core_page"),),
)


def check(*plugins: Plugin, tables: Collection[Table] = ()) -> None:
    """Check plugins beside a core of one feature."""
    check_registry(Registry((CORE,), plugins), tables)


def cars_of(model: type[Any]) -> ReferenceKind:
    return ReferenceKind(
        model=model,
        title="Car",
        visible_to=lambda session, actor: select(model),
        link=lambda session, actor, car: Link(title="A car", endpoint="parking.page"),
    )


def needs(name: str) -> Requirement:
    return Requirement(name=name, title="Paid", model=Person, unmet=lambda session, number: ())


def pages(address: str, permission: str | None = "accounts.sign_in") -> Blueprint:
    """Return a blueprint with one page, and beside it the pages there may be."""

    def view() -> str:
        return "A car"

    view.permission = permission  # type: ignore[attr-defined]
    made = Blueprint("parking", __name__)
    made.add_url_rule(address, "page", view)
    if permission and address.startswith("/parking/"):
        made.add_url_rule("/staff/parkings/<int:car>", "staff", view)
        made.add_url_rule("/api/1/parkings/<int:car>", "program", view)
    return made


def work(name: str, run: Callable[..., Any] = lambda session, job: None, *, is_daily: bool = False) -> JobKind:
    return JobKind(name=name, title="Towing", run=run, is_daily=is_daily)


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"name": "Parking"}, "2 to 30 small letters and digits"),
    ({"name": "p"}, "2 to 30 small letters and digits"),
    ({"name": "car_park"}, "2 to 30 small letters and digits"),
    ({"name": "person"}, "its name is taken"),
    ({"api": CONTRACT + 1}, f"written for contract {CONTRACT + 1}, and this Consult speaks contract {CONTRACT}"),
    ({"activities": (activity("cars"),)}, "its activity cars must be called parking or begin with “parking_”"),
    ({"permissions": {"accounts.administer": anyone}}, "its permission accounts.administer must begin with “parking.”"),
    ({"events": (Stolen,)}, "its event garage.stolen must begin with “parking.”"),
    ({"events": (Painted,)}, "the fact colours of its event parking.painted is a list[str], which is no plain value"),
    ({"places": (Place("car_park"),)}, "its place car_park must begin with “parking_”"),
    ({"places": (Place("parking_page"),) * 2}, "its place parking_page is there already, from parking"),
    ({"slots": (Place("parking_page").slot(nothing),)}, "it adds to the place parking_page, which no page offers"),
    ({"subjects": {"car_id": nothing}}, "its name of the fact car_id is there already, from core"),
    ({"subjects": {"wheel_id": nothing}}, "it names what wheel_id points to, which is a fact of no event"),
    ({"events": (Parked, Parked)}, "its event parking.parked is there already, from parking"),
    ({"subscribers": (on(Stolen, nothing),)}, "it listens to garage.stolen, which nobody tells"),
    ({"jobs": (work("mail.deliver"),)}, "its job mail.deliver must begin with “parking.”"),
    (
        {"jobs": (work("parking.tow", lambda session: None),)},
        "its job parking.tow must take the session and the job, then what it is asked with",
    ),
    (
        {"jobs": (work("parking.tow", lambda session, job, *, car_id: None, is_daily=True),)},
        "its daily job parking.tow asks for more than the session and the job",
    ),
    ({"exports": (export(name="responses"),)}, "its export responses must begin with “parking.”"),
    ({"exports": (export(permission="parking.write"),)}, "asks for the permission parking.write"),
    ({"blueprints": (Blueprint("accounts", __name__),)}, "its blueprint accounts must be called parking"),
    ({"blueprints": (Blueprint("parking", __name__),) * 2}, "two of its blueprints are called parking"),
    ({"blueprints": (pages("/sign-in"),)}, "its page /sign-in must be under /parking or /staff/parking"),
    ({"blueprints": (pages("/staff/accounts"),)}, "its page /staff/accounts must be under /parking or /staff/parking"),
    ({"blueprints": (pages("/api/1/surveys"),)}, "its page /api/1/surveys must be under /parking or /staff/parking"),
    ({"blueprints": (pages("/staff/api/1/parking"),)}, "its page /staff/api/1/parking must be under /parking"),
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
        check(plugin)
    assert sentence in str(caught.value)
    assert str(caught.value).startswith(f"The plugin {plugin.name} cannot be used: ")


def test_a_plugin_that_keeps_the_contract_is_taken() -> None:
    full = replace(
        GOOD,
        activities=(activity("parking"), activity("parking_permit")),
        events=(Parked,),
        jobs=(work("parking.tow"),),
        exports=(export(),),
        blueprints=(pages("/parking/<int:car>", "parking.read"), Blueprint("parking_staff", __name__)),
        navigation=(NavigationItem(text="Cars", endpoint="parking.index", permission="parking.read"),),
    )
    beside_it = replace(GOOD, name="tickets", permissions={})
    check(full, beside_it)


def test_an_export_is_of_something_that_can_be_referred_to() -> None:
    with pytest.raises(Misconfigured, match=r"parking\.cars is of each car, which nothing can refer to"):
        check(replace(GOOD, exports=(replace(export(), name="parking.cars", subject="car"),)))
    check(replace(GOOD, exports=(replace(export(), subject="site"),)))


def test_no_two_columns_of_a_file_answer_to_one_heading() -> None:
    plate = FileColumn(name="plate", label="Number", other_names=("Car",))
    car = FileColumn(name="car", label="Make")
    kind = replace(TERMS_FILE, name="parking.cars", columns=(plate, car))
    with pytest.raises(Misconfigured, match=r"parking\.cars calls two columns car: plate and car"):
        check(replace(GOOD, file_imports=(kind,)))
    check(replace(GOOD, file_imports=(replace(kind, columns=(plate, replace(car, name="make"))),)))


def test_the_layouts_of_a_file_have_its_own_columns() -> None:
    lost = FileLayout(name="short", needs=frozenset({"name", "colour"}))
    kind = replace(TERMS_FILE, name="parking.cars", layouts=(lost,))
    with pytest.raises(Misconfigured, match="layout short with colour, which is no column of it"):
        check(replace(GOOD, file_imports=(kind,)))


def test_a_kind_of_file_is_named_after_its_owner() -> None:
    with pytest.raises(Misconfigured, match=r"file import cars must begin with “parking\."):
        check(replace(GOOD, file_imports=(replace(TERMS_FILE, name="cars"),)))


def test_a_register_is_public_and_narrowed_by_its_own_columns() -> None:
    hidden = PluginColumn(name="plate", label="Plate")
    secret = replace(DECISIONS, name="parking.cars", columns=(*DECISIONS.columns, hidden))
    with pytest.raises(Misconfigured, match=r"register parking\.cars has the column plate, which is not public"):
        check(replace(GOOD, registers=(secret,)))
    lost = replace(DECISIONS, name="parking.cars", columns=DECISIONS.columns[:1])
    with pytest.raises(Misconfigured, match=r"parking\.cars is filtered by standing, which is none of its columns"):
        check(replace(GOOD, registers=(lost,)))
    with pytest.raises(Misconfigured, match="its register decisions must begin with"):
        check(replace(GOOD, registers=(DECISIONS,)))


def test_two_plugins_cannot_have_one_name() -> None:
    with pytest.raises(Misconfigured, match="its name is taken"):
        check(GOOD, GOOD)


def table(name: str, points_to: str) -> Table:
    metadata = MetaData()
    Table("person", metadata, Column("id", Integer, primary_key=True))
    Table("activity", metadata, Column("id", Integer, primary_key=True))
    return Table(name, metadata, Column("other_id", ForeignKey(f"{points_to}.id")))


def test_an_event_that_the_plugin_does_not_list_is_named() -> None:
    class Towed(Event):
        __module__ = "tests.parking_that_tows.events"
        name: ClassVar[str] = "parking.towed"
        sentence: ClassVar[str] = "{actor} towed a car"

    plugin = replace(GOOD, package="tests.parking_that_tows")
    with pytest.raises(Misconfigured, match=r"its event parking\.towed is not among its events"):
        check(plugin)
    check(replace(plugin, events=(Towed,)))


def test_a_table_that_points_to_a_person_must_say_how_it_is_handed_over_and_erased() -> None:
    driver = table("parking_driver", "person")
    with pytest.raises(Misconfigured, match="parking_driver points to a person, but no PersonalData names it"):
        check(GOOD, tables=[driver])
    data = PersonalData(tables=("parking_driver",), collect=lambda *_: {}, erase=lambda *_: 0, kept="A year.")
    check(replace(GOOD, personal_data=(data,)), tables=[driver])
    check(GOOD, tables=[table("parking_space", "activity"), table("parkinglot", "person")])


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

    monkeypatch.setattr(faults, "Base", OwnBase)
    found = list(faults.faults_of(GOOD, set(), ()))
    assert sorted(found) == [
        "its name claims the table parking_permit, which belongs to consult.accounts.models",
        "its table space must be called parking or begin with “parking_”",
    ]
    assert Space.__tablename__ != Claimed.__tablename__


@pytest.mark.parametrize(
    ("name", "version", "sentence"),
    [
        ("parking.towed", 1, "it listens to parking.towed, which nobody tells"),
        ("parking.parked", 2, "it listens to version 2 of parking.parked, and parking tells version 1"),
        ("core.washed", 9, "it listens to version 9 of core.washed, and core tells version 1"),
        ("core.waxed", 1, "it listens to core.waxed, which nobody tells"),
    ],
)
def test_who_listens_to_what_is_not_told_so_is_refused(name: str, version: int, sentence: str) -> None:
    teller = replace(GOOD, events=(Parked,))
    listener = replace(GOOD, name="tickets", permissions={}, subscribers=(on_named(name, version, nothing),))
    with pytest.raises(Misconfigured, match=re.escape(sentence)):
        check(teller, listener)


def test_who_listens_to_a_plugin_that_is_off_is_taken() -> None:
    listener = replace(GOOD, name="tickets", permissions={}, subscribers=(on_named("parking.towed", 1, nothing),))
    check(listener)


@pytest.mark.parametrize("name", ["parking_pagge", "core_pagge", "core", "parking"])
def test_who_fills_a_place_that_nobody_offers_is_refused(name: str) -> None:
    filler = replace(GOOD, name="tickets", permissions={}, slots=(fill_named(name, nothing),))
    with pytest.raises(Misconfigured, match=f"it adds to the place {name}, which no page offers"):
        check(replace(GOOD, places=(Place("parking_page"),)), filler)


def test_who_fills_a_place_of_another_plugin_by_name_is_taken_also_while_that_is_off() -> None:
    filler = replace(GOOD, name="tickets", permissions={}, slots=(fill_named("parking_page", nothing),))
    check(replace(GOOD, places=(Place("parking_page"),)), filler)
    check(filler)
    with pytest.raises(Misconfigured, match="it adds to the place parking_page, which no page offers"):
        check(replace(filler, slots=(Place("parking_page").slot(nothing),)))


def test_what_fits_beside_the_core_is_taken() -> None:
    full = replace(
        GOOD,
        events=(Parked,),
        places=(Place("parking_page"),),
        slots=(Place("core_page").slot(nothing), Place("parking_page").slot(nothing)),
        subscribers=(on(Washed, nothing), on_named("core.washed", 1, nothing)),
    )
    check(full)


def test_a_feature_of_the_core_keeps_the_same_rules() -> None:
    twice = Feature(name="other", jobs=(work("core.tow"),))
    registry = Registry((replace(CORE, jobs=(work("core.tow"),)), twice))
    with pytest.raises(Misconfigured, match=r"The feature other cannot be used: its job core\.tow is there already"):
        check_registry(registry, tables=())


def test_an_event_that_a_feature_of_the_core_does_not_list_is_named() -> None:
    forgetful = replace(OFFICE, events=OFFICE.events[1:])
    with pytest.raises(Misconfigured, match=r"The feature office cannot be used: its event office\.term_added is not"):
        check_registry(Registry((forgetful,)), tables=())
