"""What somebody put to those who decide, and what must be considered by name before they do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from consult.contract.references import Link, Reference


@dataclass(frozen=True, kw_only=True)
class Viewpoint:
    """A view that has to be considered: the row that holds it, whose it is, and when it last said something else.

    `link` says what people call it, and the page on which those who handle it read it; `put_by` is the name that its
    author may be called in public.
    """

    reference: Reference
    link: Link
    put_by: str
    changed_at: datetime


@dataclass(frozen=True, kw_only=True)
class ViewpointSource:
    """A kind of view: `about(session, reference)` returns all of them about the row that is named, in their order.

    `kind` is the table of the rows that hold them, and `title` what they are called together.
    """

    kind: str
    title: str
    about: Callable[[Session, Reference], Sequence[Viewpoint]]
