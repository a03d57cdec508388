"""The plugin as one frozen value."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.contract.desk_filters import DeskFilter
from consult.contract.file_imports import FileImport
from consult.contract.places import Place, Slot
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire
from consult.contract.records import Record
from consult.contract.references import Link, Reference, ReferenceKind
from consult.contract.reports import ReportSection
from consult.contract.requirements import Requirement
from consult.contract.revisions import Revised
from consult.contract.scrutiny import ThinRecordSource
from consult.contract.viewpoints import ViewpointSource
from consult.kernel.authz import Actor, Rule
from consult.kernel.db import Database
from consult.kernel.events import Event, NamedSubscriber, Subscriber
from consult.kernel.types import JsonObject

if TYPE_CHECKING:
    import click
    from flask import Blueprint

    from consult.contract.registers import Register

CONTRACT = 1
Namer = Callable[[Session, Collection[int]], Mapping[int, str]]
"""Names rows by number, for the audit log; a row that is gone is left out."""


@dataclass(frozen=True, kw_only=True)
class Overview:
    """What the staff summary says of an activity that asks no questions: figures, and the pieces it goes back to."""

    figures: Sequence[tuple[str, int]]
    pieces: Sequence[Link]


@dataclass(frozen=True, kw_only=True)
class ActivityType:
    """A way of taking part that a plugin (or the core) offers.

    `public_endpoint` and `staff_endpoint` take `activity_id`;
    `on_create` prepares the activity's own rows. `outline(session, activity)` says what one asks, as plain values with
    nothing that people said; `follow(session, actor, activity, outline)` lets a new one ask it.
    `take_questions(session, actor, activity, title, questions)` puts copies of questions at the end of a draft and
    returns their keys, and `opening_problems` says what must be mended before opening. With
    `questionnaire(session, activity_id, version, language)` (the newest version for `None`, whose number is kept in the
    activity's `settings_version`) and its `kinds` of question, the core runs the whole journey, the desk and the
    exports; `previewed(session, activity_id, language)` is the draft that a preview shows, where it is not the newest
    version. The language is the tag of the reader's page; for the council's own pages and files it is empty, and what
    was not translated is `foreign`.
    `taken_part(session, activity_ids)` counts what was submitted in each of many activities at once, for
    lists.

    With `submission_endpoint`, a staff page that takes `submission_id`, the plugin handles its submissions itself: the
    response desk shows that they are there and where, and changes none. `entry_endpoint`, which takes `activity_id`, is
    its own page for entering what came another way. `overview(session, actor, activity_id)` is its part of the staff
    summary, and `published(session, references)` tells which of these submissions the public can read, and where;
    `once_published(session, references)` which of them it could read once, and can no longer.
    `visible_to(actor)` selects the numbers of its submissions that somebody who is not on the desk may know of. What
    its envelopes hold is called by `text_labels`, and taken out only by staff whom `may_handle(session, actor,
    submission_id)` lets handle it.
    """

    kind: str
    title: str
    summary: str
    public_endpoint: str
    staff_endpoint: str
    call_to_action: str
    kinds: tuple[Kind, ...] = ()
    questionnaire: Callable[[Session, int, int | None, str], Questionnaire] | None = None
    previewed: Callable[[Session, int, str], Questionnaire] | None = None
    on_create: Callable[[Session, int], None] | None = None
    outline: Callable[[Session, Any], JsonObject] | None = None
    follow: Callable[[Session, Actor, Any, JsonObject], object] | None = None
    take_questions: Callable[[Session, Actor, Any, str, Sequence[Question]], Sequence[str]] | None = None
    opening_problems: Callable[[Session, int], Sequence[str]] | None = None
    taken_part: Callable[[Session, Sequence[int]], Mapping[int, int]] | None = None
    submission_endpoint: str = ""
    entry_endpoint: str = ""
    text_labels: Mapping[str, str] = field(default_factory=dict)
    may_handle: Callable[[Session, Actor, int], bool] | None = None
    overview: Callable[[Session, Actor, int], Overview] | None = None
    published: Callable[[Session, Sequence[str]], Mapping[str, Link]] | None = None
    once_published: Callable[[Session, Sequence[str]], Collection[str]] | None = None
    visible_to: Callable[[Actor], Select[Any]] | None = None


class Audience(StrEnum):
    """For whom an export is made."""

    OFFICER = "officer"
    PUBLIC = "public"


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column of an export: its permanent name, what it holds, and whether the public may have it.

    `numbers` are the permanent numbers of its codes, for programs of statistics, which keep numbers with labels.
    """

    name: str
    label: str
    kind: str = "text"
    is_public: bool = False
    values: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Export:
    """Data that may leave: the core does formats, streaming, disclosure control and the audit log.

    `columns(session, subject_id)` gives the columns; `rows(session, subject_id, names, audience)` yields one tuple for
    each row that this audience may have, in that order of names. `subject` says what `subject_id` counts: an activity,
    a whole consultation, nothing (`site`), or the rows of a kind that can be referred to, by its table, as `motion`.
    """

    name: str
    title: str
    permission: str
    columns: Callable[[Session, int], Sequence[Column]]
    rows: Callable[[Session, int, Sequence[str], Audience], Any]
    subject: str = "activity"


def _nothing(_session: Session, _person_id: int) -> Mapping[str, Any]:
    return {}


def _no_rows(_session: Session, _person_id: int) -> int:
    return 0


@dataclass(frozen=True, kw_only=True)
class PersonalData:
    """How one person's data in these tables is handed over, erased, and deleted once it has run out.

    `collect` and `erase` take the person's number; `collect_address` and `erase_address` an email address, for what
    is kept of people without an account. Erasing returns how many rows it changed. `purge`, run once a day, deletes
    what has run out, and returns how many rows it was; `kept` says to people how long the rest stays. One is needed.
    """

    tables: tuple[str, ...]
    collect: Callable[[Session, int], Mapping[str, Any]] = _nothing
    erase: Callable[[Session, int], int] = _no_rows
    purge: Callable[[Session], int] | None = None
    kept: str = ""
    collect_address: Callable[[Session, str], Mapping[str, Any]] | None = None
    erase_address: Callable[[Session, str], int] | None = None


@dataclass(frozen=True, kw_only=True)
class JobKind:
    """Work for the worker: `run(session, job, **args)` does it, and returns what is told of it when it is done.

    What it changes is kept together with its end, or not at all. `title` names it on the page that shows how far it
    is. With `is_daily` it is run once a day without being asked for.
    """

    name: str
    title: str
    run: Callable[..., str | None]
    is_daily: bool = False


@dataclass(frozen=True, kw_only=True)
class Process:
    """A process that runs beside the pages, begun by `consult NAME` and with the demonstration.

    `run(database, wait)` works until `wait` returns, which blocks until the process is told to stop; what its docstring
    says is the help of the command.
    """

    name: str
    run: Callable[[Database, Callable[[], object]], None]


@dataclass(frozen=True, kw_only=True)
class NavigationItem:
    """A link in the service navigation, shown to those who hold the permission."""

    text: str
    endpoint: str
    permission: str


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A step that waits for one person: what is to be done, since when, by which day, on which page, and by whom.

    `about` names the row with which something is to be done. A deadline that comes near waits too, as a reminder
    (`is_reminder`), and is left out beside a step about the same row by the same day.
    """

    text: str
    since: datetime
    endpoint: str
    parts: Mapping[str, Any] = field(default_factory=dict)
    who: str = "You"
    due: date | None = None
    about: Reference | None = None
    is_reminder: bool = False


@dataclass(frozen=True, kw_only=True)
class ActivitySetting:
    """What a feature has set for an activity beside its questions, and a copy takes over.

    `outline(session, activity_id)` says it as a plain value, nothing where nothing was set; `follow(session, actor,
    activity, said)` sets the same for a new one.
    """

    outline: Callable[[Session, int], str | None]
    follow: Callable[[Session, Actor, Any, str], object]


@dataclass(frozen=True, kw_only=True)
class Feature:
    """All that a part of Consult adds, be it a feature of the core or a plugin.

    `events` are all that it puts in the audit log; `subjects` name there what the numbers in their facts point to, each
    by the name of the fact. `places` are the spots on its own pages to which others may add, and `slots` what it adds.
    `waiting(session, actor)` says what waits for this person now, for the page “Waiting for you”. `plans` are called
    once when a worker starts, to ask for the jobs that come at a moment of their own; `rounds` at each of its rounds.
    `file_holders(session, file_id, actor)` each say whether the actor may read a file because this feature holds it: a
    file that no feature lets somebody read is not there for them. `revised(session, revision)` are called in the
    transaction of each change of a submission, so that what a feature made from its texts follows it.
    `quotable(session, submission_ids)` gives the texts, by submission and place, that the public can read already;
    `decided_about(session, submission_ids)` gives those of which something is public, or was decided to be: where many
    merely count no more, or count again, only what follows these is told.
    `verbatim(session, consultation_id, text, field, also)` refuses a quotation that nobody says word for word;
    `published_people(session, activity_ids)` says by activity of how many people its published numbers are.
    `activity_settings` are what it sets for activities, by name. `desk_filters` narrow the list of responses on the
    desk, and `report_sections` are its part of the report.
    """

    name: str
    activities: tuple[ActivityType, ...] = ()
    activity_settings: Mapping[str, ActivitySetting] = field(default_factory=dict)
    blueprints: "tuple[Blueprint, ...]" = ()
    permissions: Mapping[str, Rule] = field(default_factory=dict)
    events: tuple[type[Event], ...] = ()
    subjects: Mapping[str, Namer] = field(default_factory=dict)
    subscribers: tuple[Subscriber[Any] | NamedSubscriber, ...] = ()
    places: tuple[Place[Any], ...] = ()
    slots: tuple[Slot[Any], ...] = ()
    exports: tuple[Export, ...] = ()
    file_imports: tuple[FileImport, ...] = ()
    registers: "tuple[Register, ...]" = ()
    jobs: tuple[JobKind, ...] = ()
    plans: tuple[Callable[[Session], object], ...] = ()
    rounds: tuple[Callable[[Database], object], ...] = ()
    processes: tuple[Process, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    records: tuple[Record, ...] = ()
    references: tuple[ReferenceKind, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    viewpoints: tuple[ViewpointSource, ...] = ()
    thin_records: tuple[ThinRecordSource, ...] = ()
    desk_filters: tuple[DeskFilter, ...] = ()
    report_sections: tuple[ReportSection, ...] = ()
    waiting: Callable[[Session, Actor], Sequence[Waiting]] | None = None
    file_holders: tuple[Callable[[Session, int, Actor], bool], ...] = ()
    revised: tuple[Callable[[Session, Revised], object], ...] = ()
    quotable: Callable[[Session, Collection[int]], Collection[tuple[int, str]]] | None = None
    decided_about: Callable[[Session, Collection[int]], Collection[int]] | None = None
    verbatim: Callable[[Session, int, str, str, Iterable[str]], object] | None = None
    published_people: Callable[[Session, Collection[int]], Mapping[int, int]] | None = None


@dataclass(frozen=True, kw_only=True)
class Plugin(Feature):
    """A feature that is installed apart; its name owns the address, template, table, permission and event prefix.

    `api` is the number of the contract that it was written for, so that no other is taken for it. `commands` are added
    to those of `consult`; each works on the upgraded database, which it finds with `@click.pass_obj`.
    """

    title: str
    package: str
    api: int
    navigation: tuple[NavigationItem, ...] = ()
    commands: "tuple[click.Command, ...]" = ()
    demo: Callable[[Session, Mapping[str, Actor]], None] | None = None

    def folder(self) -> Path:
        """Return the folder that holds the plugin's `templates/` and `migrations/`."""
        from importlib.resources import files

        return Path(str(files(self.package)))
