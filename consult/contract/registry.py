"""Which plugins are enabled, and the checks each passes before the application starts."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import entry_points
from typing import Any

from flask import Flask
from sqlalchemy import Table, Text
from sqlalchemy.orm import Session

from consult.contract.places import Slot
from consult.contract.plugin import CONTRACT, ActivityType, Export, Feature, PersonalData, Plugin, Waiting
from consult.contract.questions import Kind
from consult.contract.records import UNPUBLISHED, Record
from consult.contract.references import ReferenceKind
from consult.contract.requirements import Requirement
from consult.kernel.authz import Actor, Rule
from consult.kernel.db import Database
from consult.kernel.errors import Misconfigured
from consult.kernel.events import EVENTS, Event, NamedSubscriber
from consult.kernel.types import Base

GROUP = "consult.plugins"
_NAME = re.compile(r"[a-z][a-z0-9]{1,29}")
PERSON_TABLE = "person"
PLAIN = frozenset({"int", "str", "bool", "float", "None"})
"""The types that a fact may have."""


@dataclass(frozen=True)
class Registry:
    """The features of the core and the enabled plugins, read in one place by all of the core."""

    features: tuple[Feature, ...] = ()
    plugins: tuple[Plugin, ...] = ()

    @property
    def parts(self) -> tuple[Feature, ...]:
        """The features of the core, then the plugins in the order in which they are enabled."""
        return (*self.features, *self.plugins)

    def waiting_for(self, session: Session, actor: Actor) -> list[Waiting]:
        """Return all that waits for a person, what has waited longest first."""
        found = [item for part in self.parts if part.waiting for item in part.waiting(session, actor)]
        return sorted(found, key=lambda item: item.since)

    @cached_property
    def personal_data(self) -> tuple[PersonalData, ...]:
        """How one person's data is handed over and erased, everywhere."""
        return tuple(data for part in self.parts for data in part.personal_data)

    @cached_property
    def records(self) -> dict[str, Record]:
        """Everything kept that people may read, by its table."""
        return {record.table: record for part in self.parts for record in part.records}

    @cached_property
    def references(self) -> dict[str, ReferenceKind]:
        """Every kind of row that others refer to, by its table."""
        return {kind.kind: kind for part in self.parts for kind in part.references}

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        """Everything that must be so before something else may happen, by name."""
        return {requirement.name: requirement for part in self.parts for requirement in part.requirements}

    @cached_property
    def permissions(self) -> dict[str, Rule]:
        """Every permission and its rule."""
        return {name: rule for part in self.parts for name, rule in part.permissions.items()}

    @cached_property
    def activities(self) -> dict[str, ActivityType]:
        """Every kind of activity."""
        return {activity.kind: activity for part in self.parts for activity in part.activities}

    @cached_property
    def question_kinds(self) -> dict[str, Kind]:
        """Every kind of question by name."""
        return {kind.name: kind for activity in self.activities.values() for kind in activity.kinds}

    @cached_property
    def exports(self) -> dict[str, Export]:
        """Every export by name."""
        return {export.name: export for part in self.parts for export in part.exports}

    @cached_property
    def slots(self) -> tuple[Slot[Any], ...]:
        """What is added to pages."""
        return tuple(slot for part in self.parts for slot in part.slots)

    @cached_property
    def jobs(self) -> dict[str, Callable[..., str | None]]:
        """Every kind of job by name."""
        return {name: job for part in self.parts for name, job in part.jobs.items()}

    @cached_property
    def plans(self) -> tuple[Callable[[Session], object], ...]:
        """What asks for the jobs that come again by themselves."""
        return tuple(plan for part in self.parts for plan in part.plans)

    @cached_property
    def rounds(self) -> tuple[Callable[[Database], object], ...]:
        """What a worker does at each of its rounds."""
        return tuple(work for part in self.parts for work in part.rounds)

    @cached_property
    def file_holders(self) -> tuple[Callable[[Session, int, Actor], bool], ...]:
        """Who decides whether a file may be read."""
        return tuple(may_read for part in self.parts for may_read in part.file_holders)

    @cached_property
    def subscribers(self) -> dict[type[Any], tuple[Callable[..., None], ...]]:
        """Who listens to each event.

        Whoever listens by name to an event of a plugin that is not enabled hears nothing.
        """
        told = told_events(self.plugins)
        found: dict[type[Any], tuple[Callable[..., None], ...]] = {}
        for subscriber in (listening for part in self.parts for listening in part.subscribers):
            handle: Callable[..., None]
            if isinstance(subscriber, NamedSubscriber):
                event, handle = told.get(subscriber.name), subscriber.hear
            else:
                event, handle = subscriber.event, subscriber.handle
            if event is not None:
                found[event] = (*found.get(event, ()), handle)
        return found


def installed_plugins(only: Collection[str] | None = None) -> dict[str, Plugin]:
    """Return the plugins installed on this machine, enabled or not; `only` those names if given.

    Raises `Misconfigured` when one of them cannot be loaded.
    """
    found: dict[str, Plugin] = {}
    for entry in entry_points(group=GROUP):
        if only is not None and entry.name not in only:
            continue
        try:
            plugin = entry.load()
        except (ImportError, AttributeError) as error:
            raise Misconfigured(f"The plugin {entry.name} cannot be loaded ({error}). Install it again.") from error
        if not isinstance(plugin, Plugin):
            raise Misconfigured(
                f"The plugin {entry.name} does not offer a Plugin value; ask its author for a newer version."
            )
        found[entry.name] = plugin
    return found


def enabled_plugins(names: Sequence[str], installed: Mapping[str, Plugin]) -> tuple[Plugin, ...]:
    """Return the plugins named by the settings; raises `Misconfigured` for one that is not installed."""
    missing = [name for name in names if name not in installed]
    if missing:
        there = {*installed, *(entry.name for entry in entry_points(group=GROUP))}
        known = ", ".join(sorted(there)) or "none"
        raise Misconfigured(f"CONSULT_PLUGINS names “{missing[0]}”, which is not installed (installed: {known}).")
    return tuple(installed[name] for name in names)


def check_plugins(plugins: Iterable[Plugin], core_names: Iterable[str], tables: Iterable[Table] | None = None) -> None:
    """Refuse the first plugin that breaks the contract, naming plugin and fault in one sentence."""
    tables = list(Base.metadata.tables.values() if tables is None else tables)
    taken = set(core_names)
    plugins = list(plugins)
    enabled = {plugin.name for plugin in plugins}
    for plugin in plugins:
        for fault in (*faults_of(plugin, taken, enabled, tables), *_deaf_subscribers(plugin, plugins)):
            raise Misconfigured(f"The plugin {plugin.name} cannot be used: {fault}.")
        taken.add(plugin.name)


def faults_of(plugin: Plugin, taken: set[str], enabled: set[str], tables: Sequence[Table]) -> Iterable[str]:
    """Yield each way in which a plugin breaks the contract, in plain words."""
    name = plugin.name
    if not _NAME.fullmatch(name):
        yield "its name must be 2 to 30 small letters and digits, beginning with a letter"
    if name in taken:
        yield "its name is taken"
    if plugin.api != CONTRACT:
        yield f"it was written for contract {plugin.api}, and this Consult speaks contract {CONTRACT}"
    for needed in plugin.requires:
        if needed not in enabled:
            yield f"it needs the plugin {needed}, which is not enabled"
    for activity in plugin.activities:
        if activity.kind != name and not activity.kind.startswith(f"{name}_"):
            yield f"its activity {activity.kind} must be called {name} or begin with “{name}_”"
    yield from _outside_prefix(plugin)
    yield from _faulty_pages(plugin)
    yield from _faulty_events(plugin)
    yield from _misplaced_tables(plugin)
    own = [table for table in tables if table.name == name or table.name.startswith(f"{name}_")]
    declared = {table for data in plugin.personal_data for table in data.tables}
    for table in own:
        if table.name not in declared and any(key.column.table.name == PERSON_TABLE for key in table.foreign_keys):
            yield f"its table {table.name} points to a person, but no PersonalData names it"


def _outside_prefix(plugin: Plugin) -> Iterable[str]:
    name = plugin.name
    named: list[tuple[str, Iterable[str]]] = [
        ("permission", plugin.permissions),
        ("event", [event.name for event in plugin.events]),
        ("job", plugin.jobs),
        ("requirement", [requirement.name for requirement in plugin.requirements]),
        ("export", [export.name for export in plugin.exports]),
    ]
    for what, names in named:
        for one in names:
            if not one.startswith(f"{name}."):
                yield f"its {what} {one} must begin with “{name}.”"
    for kind in plugin.references:
        if plugin_of_table(kind.kind, (plugin,)) is None:
            yield f"its reference {kind.title} is to the table {kind.kind}, which is not its own"
    for blueprint in plugin.blueprints:
        if blueprint.name != name and not blueprint.name.startswith(f"{name}_"):
            yield f"its blueprint {blueprint.name} must be called {name} or begin with “{name}_”"
    for item in plugin.navigation:
        if item.permission not in plugin.permissions:
            yield f"its link “{item.text}” asks for the permission {item.permission}, which it does not define"
    for export in plugin.exports:
        if export.permission not in plugin.permissions:
            yield f"its export {export.name} asks for the permission {export.permission}, which it does not define"


def _faulty_pages(plugin: Plugin) -> Iterable[str]:
    name = plugin.name
    names = [blueprint.name for blueprint in plugin.blueprints]
    for one in names:
        if names.count(one) > 1:
            yield f"two of its blueprints are called {one}"
            return
    probe = Flask("probe", static_folder=None)
    for blueprint in plugin.blueprints:
        probe.register_blueprint(blueprint)
    for rule in probe.url_map.iter_rules():
        parts = rule.rule.removeprefix("/staff").strip("/").split("/")
        if parts[0] not in {name, f"{name}s"}:
            yield f"its page {rule.rule} must be under /{name} or /staff/{name}"
        permission = getattr(probe.view_functions[rule.endpoint], "permission", None)
        if permission is None and not rule.endpoint.endswith(".static"):
            yield f"its page {rule.rule} has no permission; put @permit(…) on its view"
        elif str(permission).startswith(f"{name}.") and permission not in plugin.permissions:
            yield f"its page {rule.rule} asks for the permission {permission}, which it does not define"


def _misplaced_tables(plugin: Plugin) -> Iterable[str]:
    for mapper in Base.registry.mappers:
        table, module = mapper.local_table, mapper.class_.__module__
        if not isinstance(table, Table):
            continue
        is_its_own = module == plugin.package or module.startswith(f"{plugin.package}.")
        has_its_prefix = plugin_of_table(table.name, (plugin,)) is not None
        if is_its_own and not has_its_prefix:
            yield f"its table {table.name} must be called {plugin.name} or begin with “{plugin.name}_”"
        if has_its_prefix and not is_its_own:
            yield f"its name claims the table {table.name}, which belongs to {module}"


def undeclared_texts(tables: Iterable[Table], records: Iterable[Record]) -> Iterable[str]:
    """Yield each column of free text that no record declares, and that does not say why it is never published."""
    declared = {(record.table, field.column) for record in records for field in record.fields}
    for table in tables:
        for column in table.columns:
            if (
                type(column.type) is Text
                and UNPUBLISHED not in column.info
                and (table.name, column.name) not in declared
            ):
                yield (
                    f"its column {table.name}.{column.name} holds free text, but no Record declares it, "
                    "and it does not say why it is never published"
                )


def plugin_of_table(table: str, plugins: Iterable[Plugin]) -> str | None:
    """Return the name of the plugin that owns a table, or `None` for the core's."""
    return next((p.name for p in plugins if table == p.name or table.startswith(f"{p.name}_")), None)


def told_events(plugins: Iterable[Plugin]) -> dict[str, type[Event]]:
    """Return every event that the core and these plugins tell of, by name."""
    core = {name: event for name, event in EVENTS.items() if event.__module__.startswith("consult.")}
    return core | {event.name: event for plugin in plugins for event in plugin.events}


def _deaf_subscribers(plugin: Plugin, plugins: Collection[Plugin]) -> Iterable[str]:
    told = told_events(plugins)
    enabled = {other.name for other in plugins}
    for subscriber in plugin.subscribers:
        if not isinstance(subscriber, NamedSubscriber):
            continue
        owner, event = subscriber.name.partition(".")[0], told.get(subscriber.name)
        if event is None and owner in enabled:
            yield f"it listens to {subscriber.name}, which nobody tells"
        elif event is not None and event.schema_version != subscriber.version:
            yield (
                f"it listens to version {subscriber.version} of {subscriber.name}, "
                f"and {owner} tells version {event.schema_version}"
            )


def _faulty_events(plugin: Plugin) -> Iterable[str]:
    own = [event for event in EVENTS.values() if event.__module__.startswith(f"{plugin.package}.")]
    for event in own:
        if "name" in vars(event) and event not in plugin.events:
            yield f"its event {event.name} is not among its events"
    for event in plugin.events:
        for fact, kind in event.schema().items():
            if not set(kind.split(" | ")) <= PLAIN:
                yield f"the fact {fact} of its event {event.name} is a {kind}, which is no plain value"
