"""Which plugins are enabled, and what they and the features of the core offer together."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from consult.contract.desk_filters import DeskFilter
from consult.contract.file_imports import FileImport
from consult.contract.places import Place, Slot
from consult.contract.plugin import (
    ActivitySetting,
    ActivityType,
    Export,
    Feature,
    JobKind,
    Namer,
    PersonalData,
    Plugin,
    Process,
    Waiting,
)
from consult.contract.question_kinds import Kind
from consult.contract.records import Record
from consult.contract.references import ReferenceKind
from consult.contract.registers import Register
from consult.contract.reports import ReportSection
from consult.contract.requirements import Requirement
from consult.contract.revisions import Revised
from consult.contract.scrutiny import ThinRecordSource
from consult.contract.viewpoints import ViewpointSource
from consult.kernel.authz import Actor, Rule
from consult.kernel.db import Database, read_once
from consult.kernel.errors import Misconfigured
from consult.kernel.events import Event, NamedSubscriber

if TYPE_CHECKING:
    import click

GROUP = "consult.plugins"


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
        """Return all that waits for a person, each once, what has waited longest first."""
        return list(read_once(session, ("waiting", actor), lambda: self._waiting_for(session, actor)))

    def _waiting_for(self, session: Session, actor: Actor) -> list[Waiting]:
        found = [item for part in self.parts if part.waiting for item in part.waiting(session, actor)]
        told = {(item.about, item.due) for item in found if item.about is not None and not item.is_reminder}
        left = (item for item in found if not (item.is_reminder and (item.about, item.due) in told))
        return sorted(left, key=lambda item: item.since)

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
    def viewpoints(self) -> dict[str, ViewpointSource]:
        """Every kind of view that somebody must consider, by its table."""
        return {source.kind: source for part in self.parts for source in part.viewpoints}

    @cached_property
    def thin_records(self) -> dict[str, ThinRecordSource]:
        """Every rule by which a record is thin, by name."""
        return {source.name: source for part in self.parts for source in part.thin_records}

    @cached_property
    def report_sections(self) -> dict[str, ReportSection]:
        """Every section of the report on a consultation, by its code."""
        return {section.code: section for part in self.parts for section in part.report_sections}

    @cached_property
    def permissions(self) -> dict[str, Rule]:
        """Every permission and its rule."""
        return {name: rule for part in self.parts for name, rule in part.permissions.items()}

    @cached_property
    def activities(self) -> dict[str, ActivityType]:
        """Every kind of activity."""
        return {activity.kind: activity for part in self.parts for activity in part.activities}

    @cached_property
    def activity_settings(self) -> dict[str, ActivitySetting]:
        """What is set for activities beside their questions, by name."""
        return {name: setting for part in self.parts for name, setting in part.activity_settings.items()}

    @cached_property
    def question_kinds(self) -> dict[str, Kind]:
        """Every kind of question by name."""
        return {kind.name: kind for activity in self.activities.values() for kind in activity.kinds}

    @cached_property
    def exports(self) -> dict[str, Export]:
        """Every export by name."""
        return {export.name: export for part in self.parts for export in part.exports}

    @cached_property
    def file_imports(self) -> dict[str, FileImport]:
        """Every kind of file with rows that is taken in, by name."""
        return {declared.name: declared for part in self.parts for declared in part.file_imports}

    @cached_property
    def commands(self) -> "dict[str, click.Command]":
        """The commands of the plugins by name."""
        return {command.name: command for plugin in self.plugins for command in plugin.commands if command.name}

    @cached_property
    def registers(self) -> dict[str, Register]:
        """Every public register by name."""
        return {register.name: register for part in self.parts for register in part.registers}

    @cached_property
    def events(self) -> dict[str, type[Event]]:
        """Every event that is recorded in the audit log, by name."""
        return {event.name: event for part in self.parts for event in part.events}

    @cached_property
    def subjects(self) -> dict[str, Namer]:
        """Who names what the numbers in facts point to, by the name of the fact."""
        return {fact: namer for part in self.parts for fact, namer in part.subjects.items()}

    @cached_property
    def places(self) -> dict[str, Place[Any]]:
        """Every place on a page to which others may add, by name."""
        return {place.name: place for part in self.parts for place in part.places}

    @cached_property
    def slots(self) -> tuple[Slot[object], ...]:
        """What is added to pages."""
        return tuple(slot for part in self.parts for slot in part.slots)

    @cached_property
    def jobs(self) -> dict[str, JobKind]:
        """Every kind of job by name."""
        return {kind.name: kind for part in self.parts for kind in part.jobs}

    @cached_property
    def plans(self) -> tuple[Callable[[Session], object], ...]:
        """What asks for the jobs that come at a moment of their own."""
        return tuple(plan for part in self.parts for plan in part.plans)

    @cached_property
    def rounds(self) -> tuple[Callable[[Database], object], ...]:
        """What a worker does at each of its rounds."""
        return tuple(work for part in self.parts for work in part.rounds)

    @cached_property
    def processes(self) -> dict[str, Process]:
        """Every process that runs beside the pages, by the name of its command."""
        return {process.name: process for part in self.parts for process in part.processes}

    @cached_property
    def file_holders(self) -> tuple[Callable[[Session, int, Actor], bool], ...]:
        """Who decides whether a file may be read."""
        return tuple(may_read for part in self.parts for may_read in part.file_holders)

    def quotable_texts(self, session: Session, submission_ids: Collection[int]) -> set[tuple[int, str]]:
        """Return the texts of these submissions, by submission and place, that the public can read already."""
        asked = [part.quotable for part in self.parts if part.quotable is not None]
        return {text for quotable in asked for text in quotable(session, submission_ids)}

    def decided_about(self, session: Session, submission_ids: Collection[int]) -> set[int]:
        """Return those of these submissions of which something is public, or was decided to be."""
        asked = [part.decided_about for part in self.parts if part.decided_about is not None]
        return {number for decided in asked for number in decided(session, submission_ids)}

    @cached_property
    def verbatim(self) -> tuple[Callable[[Session, int, str, str, Iterable[str]], object], ...]:
        """What refuses quotations that are not word for word."""
        return tuple(part.verbatim for part in self.parts if part.verbatim is not None)

    def published_people(self, session: Session, activity_ids: Collection[int]) -> dict[int, int]:
        """Return of how many people the published numbers of activities are, for those that have any."""
        asked = [part.published_people for part in self.parts if part.published_people is not None]
        return {number: people for count in asked for number, people in count(session, activity_ids).items()}

    @cached_property
    def revised(self) -> tuple[Callable[[Session, Revised], object], ...]:
        """What follows each change of a submission."""
        return tuple(follow for part in self.parts for follow in part.revised)

    @cached_property
    def desk_filters(self) -> dict[str, DeskFilter]:
        """What narrows the list of responses on the desk, by name."""
        return {declared.name: declared for part in self.parts for declared in part.desk_filters}

    @cached_property
    def subscribers(self) -> dict[type[object], tuple[Callable[..., None], ...]]:
        """Who listens to each event.

        Whoever listens by name to an event of a plugin that is not enabled hears nothing.
        """
        found: dict[type[Any], tuple[Callable[..., None], ...]] = {}
        for subscriber in (listening for part in self.parts for listening in part.subscribers):
            handle: Callable[..., None]
            if isinstance(subscriber, NamedSubscriber):
                event, handle = self.events.get(subscriber.name), subscriber.hear
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


def plugin_of_table(table: str, plugins: Iterable[Plugin]) -> str | None:
    """Return the name of the plugin that owns a table, or `None` for the core's."""
    return next((p.name for p in plugins if table == p.name or table.startswith(f"{p.name}_")), None)
