"""What somebody put to those who decide, and what must be considered by name before they do."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select
from sqlalchemy.orm import Session

from consult.contract.references import Link, Reference

Standing = Select[int, datetime, int]
"""The views of a kind as the database knows them: number of the row, when it last changed, and where it stands."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """What people call a view, with the page on which those who handle it read it, and who put it.

    `put_by` is the name that its author may be called in public.
    """

    link: Link
    put_by: str


@dataclass(frozen=True, kw_only=True)
class Viewpoint:
    """A view that has to be considered: the row that holds it, whose it is, and when it last said something else."""

    reference: Reference
    link: Link
    put_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ViewpointSource:
    """A kind of view: which rows hold views about a row, and what some of them are called.

    `kind` is the table of the rows that hold them, and `title` what they are called together. `standing(session,
    reference)` selects all views about the row that is named, as three columns: the number of the row that holds the
    view, when it last came to say something else, and its place among the others; nothing for rows of which no view is
    known. `named(session, reference, numbers)` says of each of these what it is called.
    """

    kind: str
    title: str
    standing: Callable[[Session, Reference], Standing | None]
    named: Callable[[Session, Reference, Collection[int]], Mapping[int, Naming]]
