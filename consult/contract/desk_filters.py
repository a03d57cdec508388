"""What narrows the list of responses on the desk beside what the desk itself knows of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class DeskFilter:
    """A filter that a feature adds: `choices(session, activity_id)` are its values in words, none where it is no use.

    `condition(value)` says which submissions fit; a value that is none of the choices fits no submission. The address
    names it by `name`.
    """

    name: str
    label: str
    choices: Callable[[Session, int], Mapping[str, str]]
    condition: Callable[[str], ColumnElement[bool]]
