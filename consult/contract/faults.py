"""The checks that every feature and plugin passes before the application starts, each fault in a plain sentence."""

import inspect
import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Table, Text

from consult.contract.faulty_views import faulty_views
from consult.contract.plugin import CONTRACT, Feature, Plugin
from consult.contract.records import UNPUBLISHED, Record
from consult.contract.registry import Registry, plugin_of_table
from consult.kernel.errors import Misconfigured
from consult.kernel.events import NamedSubscriber, all_events
from consult.kernel.types import Base

_NAME = re.compile(r"[a-z][a-z0-9]{1,29}")
PERSON_TABLE = "person"
FILE_TABLE = "stored_file"
_BESIDE_FEATURES = ("assets", "components", "consult", "core", "errors", "import", "staff", "theme", "web")
PLAIN = frozenset({"int", "str", "bool", "float", "None"})
"""The types that a fact may have."""
_PREFIXES = {
    "permission": ".",
    "event": ".",
    "job": ".",
    "requirement": ".",
    "rule of thin records": ".",
    "export": ".",
    "file import": ".",
    "register": ".",
    "place": "_",
}
"""What stands between a plugin's name and the rest of the name of what it offers."""
_NAMED = {
    "activity": ("activities", "kind"),
    "event": ("events", "name"),
    "place": ("places", "name"),
    "export": ("exports", "name"),
    "file import": ("file_imports", "name"),
    "register": ("registers", "name"),
    "job": ("jobs", "name"),
    "record": ("records", "table"),
    "reference": ("references", "kind"),
    "requirement": ("requirements", "name"),
    "kind of view": ("viewpoints", "kind"),
    "rule of thin records": ("thin_records", "name"),
    "command": ("commands", "name"),
}
"""The field in which a part offers something, and the attribute by which that is named."""


def names_of_core(features: Iterable[Feature]) -> frozenset[str]:
    """Return what no plugin may be called: the features, and how the core's tables, pages and templates begin."""
    features = tuple(features)
    mapped = (mapper for mapper in Base.registry.mappers if mapper.class_.__module__.startswith("consult."))
    tables = (mapper.local_table.name for mapper in mapped if isinstance(mapper.local_table, Table))
    blueprints = (blueprint.name for feature in features for blueprint in feature.blueprints)
    begun = {name.partition("_")[0] for name in (*tables, *blueprints)}
    return frozenset({*(feature.name for feature in features), *begun, *_BESIDE_FEATURES})


def check_registry(registry: Registry, tables: Iterable[Table] | None = None) -> None:
    """Refuse the first feature or plugin that breaks the contract, naming it and its fault in one sentence."""
    tables = list(Base.metadata.tables.values() if tables is None else tables)
    taken = set(names_of_core(registry.features))
    for plugin in registry.plugins:
        for fault in faults_of(plugin, taken, tables):
            raise Misconfigured(f"The plugin {plugin.name} cannot be used: {fault}.")
        taken.add(plugin.name)
    for part, fault in faults_among(registry):
        kind = "plugin" if isinstance(part, Plugin) else "feature"
        raise Misconfigured(f"The {kind} {part.name} cannot be used: {fault}.")


def faults_of(plugin: Plugin, taken: set[str], tables: Sequence[Table]) -> Iterable[str]:
    """Yield each way in which a plugin breaks the contract, in plain words."""
    name = plugin.name
    if not _NAME.fullmatch(name):
        yield "its name must be 2 to 30 small letters and digits, beginning with a letter"
    if name in taken:
        yield "its name is taken"
    if plugin.api != CONTRACT:
        yield f"it was written for contract {plugin.api}, and this Consult speaks contract {CONTRACT}"
    for activity in plugin.activities:
        if activity.kind != name and not activity.kind.startswith(f"{name}_"):
            yield f"its activity {activity.kind} must be called {name} or begin with “{name}_”"
    yield from _outside_prefix(plugin)
    yield from faulty_views(plugin)
    yield from _strange_facts(plugin)
    yield from _strange_jobs(plugin)
    yield from _misplaced_tables(plugin)
    yield from _kept_without_end(plugin)
    yield from _undeclared_tables(plugin, tables)


def _kept_without_end(plugin: Plugin) -> Iterable[str]:
    for data in plugin.personal_data:
        if data.purge is None and not data.kept:
            tables_of_it = ", ".join(data.tables)
            yield f"its tables {tables_of_it} hold personal data, but nothing says how long it is kept or purges it"


def _undeclared_tables(plugin: Plugin, tables: Sequence[Table]) -> Iterable[str]:
    name = plugin.name
    own = [table for table in tables if table.name == name or table.name.startswith(f"{name}_")]
    declared = {table for data in plugin.personal_data for table in data.tables}
    for table in own:
        if not plugin.file_holders and any(key.column.table.name == FILE_TABLE for key in table.foreign_keys):
            yield f"its table {table.name} keeps files, but no file_holders says who may fetch them"
        if table.name not in declared and any(key.column.table.name == PERSON_TABLE for key in table.foreign_keys):
            yield f"its table {table.name} points to a person, but no PersonalData names it"


def _outside_prefix(plugin: Plugin) -> Iterable[str]:
    name = plugin.name
    for what, own in _names_of(plugin):
        separator = _PREFIXES.get(what, "")
        if separator and not own.startswith(f"{name}{separator}"):
            yield f"its {what} {own} must begin with “{name}{separator}”"
    for kind in plugin.references:
        if plugin_of_table(kind.kind, (plugin,)) is None:
            yield f"its reference {kind.title} is to the table {kind.kind}, which is not its own"
    for blueprint in plugin.blueprints:
        if blueprint.name != name and not blueprint.name.startswith(f"{name}_"):
            yield f"its blueprint {blueprint.name} must be called {name} or begin with “{name}_”"
    yield from _undefined_permissions(plugin)


def _undefined_permissions(plugin: Plugin) -> Iterable[str]:
    for item in plugin.navigation:
        if item.permission not in plugin.permissions:
            yield f"its link “{item.text}” asks for the permission {item.permission}, which it does not define"
    for export in plugin.exports:
        if export.permission not in plugin.permissions:
            yield f"its export {export.name} asks for the permission {export.permission}, which it does not define"


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


def faults_among(registry: Registry) -> Iterable[tuple[Feature, str]]:
    """Yield each way in which features and plugins do not fit beside each other: which of them, and in plain words."""
    offered: dict[tuple[str, str], str] = {}
    for part in registry.parts:
        for what, name in _names_of(part):
            if (what, name) in offered:
                yield part, f"its {what} {name} is there already, from {offered[what, name]}"
            offered[what, name] = part.name
        for fault in (
            *_unlisted_events(part),
            *_deaf_subscribers(part, registry),
            *_lost_slots(part, registry),
            *_faulty_registers(part),
            *_ambiguous_columns(part),
            *_lost_exports(part, registry),
            *_lost_layouts(part),
            *_nameless_subjects(part, registry),
        ):
            yield part, fault


def _names_of(part: Feature) -> Iterator[tuple[str, str]]:
    for what, (field, attribute) in _NAMED.items():
        yield from ((what, str(getattr(offered, attribute))) for offered in getattr(part, field, ()))
    yield from (("command", process.name) for process in part.processes)
    yield from (("permission", name) for name in part.permissions)
    yield from (("name of the fact", name) for name in part.subjects)


def _unlisted_events(part: Feature) -> Iterator[str]:
    package = part.package if isinstance(part, Plugin) else f"consult.{part.name}"
    for event in all_events():
        is_its_own = event.__module__ == package or event.__module__.startswith(f"{package}.")
        if is_its_own and event not in part.events:
            yield f"its event {event.name} is not among its events"


def _deaf_subscribers(part: Feature, registry: Registry) -> Iterator[str]:
    there = {other.name for other in registry.parts}
    for subscriber in part.subscribers:
        if not isinstance(subscriber, NamedSubscriber):
            if registry.events.get(subscriber.event.name) is not subscriber.event:
                yield f"it listens to {subscriber.event.name}, which nobody tells"
            continue
        owner, event = subscriber.name.partition(".")[0], registry.events.get(subscriber.name)
        if event is None and owner in there:
            yield f"it listens to {subscriber.name}, which nobody tells"
        elif event is not None and event.schema_version != subscriber.version:
            yield (
                f"it listens to version {subscriber.version} of {subscriber.name}, "
                f"and {owner} tells version {event.schema_version}"
            )


def _lost_slots(part: Feature, registry: Registry) -> Iterator[str]:
    there = {*names_of_core(registry.features), *(plugin.name for plugin in registry.plugins)}
    for slot in part.slots:
        owner = slot.place.name.partition("_")[0]
        is_switched_off = slot.is_named and owner not in there and slot.place.name != owner
        if slot.place.name not in registry.places and not is_switched_off:
            yield f"it adds to the place {slot.place.name}, which no page offers"


def _faulty_registers(part: Feature) -> Iterator[str]:
    for register in part.registers:
        names = {column.name for column in register.columns}
        for column in register.columns:
            if not column.is_public:
                yield f"its register {register.name} has the column {column.name}, which is not public"
        for name in register.filters:
            if name not in names:
                yield f"its register {register.name} is filtered by {name}, which is none of its columns"


def _lost_exports(part: Feature, registry: Registry) -> Iterator[str]:
    for export in part.exports:
        if export.subject not in {"activity", "consultation", "site", *registry.references}:
            yield f"its export {export.name} is of each {export.subject}, which nothing can refer to"


def _ambiguous_columns(part: Feature) -> Iterator[str]:
    for declared in part.file_imports:
        owner: dict[str, str] = {}
        for column in declared.columns:
            for word in sorted(column.words()):
                if owner.setdefault(word, column.name) != column.name:
                    yield f"its file import {declared.name} calls two columns {word}: {owner[word]} and {column.name}"


def _lost_layouts(part: Feature) -> Iterator[str]:
    for declared in part.file_imports:
        names = {column.name for column in declared.columns}
        for layout in declared.layouts:
            for name in sorted(layout.needs - names):
                layout_of_it = f"its file import {declared.name} has a layout {layout.name}"
                yield f"{layout_of_it} with {name}, which is no column of it"


def _nameless_subjects(part: Feature, registry: Registry) -> Iterator[str]:
    told = {"consultation_id", *(fact for event in registry.events.values() for fact in event.schema())}
    for fact in part.subjects:
        if fact not in told:
            yield f"it names what {fact} points to, which is a fact of no event"


def _strange_facts(plugin: Plugin) -> Iterator[str]:
    for event in plugin.events:
        for fact, kind in event.schema().items():
            if not set(kind.split(" | ")) <= PLAIN:
                yield f"the fact {fact} of its event {event.name} is a {kind}, which is no plain value"


def _strange_jobs(plugin: Plugin) -> Iterator[str]:
    for kind in plugin.jobs:
        taken = inspect.signature(kind.run)
        try:
            taken.bind_partial(None, None)
        except TypeError:
            yield f"its job {kind.name} must take the session and the job, then what it is asked with"
            continue
        try:
            taken.bind(None, None)
        except TypeError:
            if kind.is_daily:
                yield f"its daily job {kind.name} asks for more than the session and the job"
