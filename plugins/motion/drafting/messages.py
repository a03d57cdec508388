"""What goes over a connection, as JSON: the same words as the answers to pages that ask once a second."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plugins.motion.drafting.document import Refused
from plugins.motion.drafting.presence import Present

LARGEST_MESSAGE = 256 * 1024
MOST_UPDATES = 300


@dataclass(frozen=True)
class Message:
    """What a page sends: the changes made on it, the clause in which its writer is, and the number to answer with."""

    number: int
    updates: Sequence[bytes]
    editing: str


def read_message(text: str | bytes) -> Message:
    """Read what a page sent; raises `Refused` for anything else."""
    try:
        found = json.loads(text)
        number, updates, editing = found["number"], found["updates"], found["editing"]
        if not isinstance(number, int) or not isinstance(editing, str) or len(updates) > MOST_UPDATES:
            raise Refused
        return Message(number, [read_update(update) for update in updates], editing)
    except (ValueError, TypeError, KeyError, RecursionError) as fault:
        raise Refused from fault


def read_update(sent: str) -> bytes:
    """Read one change as a page sends it; raises `Refused` for anything else."""
    try:
        return b64decode(sent, validate=True)
    except ValueError as fault:
        raise Refused from fault


def people_as_json(people: Iterable[Present]) -> list[dict[str, str]]:
    """Return who writes where, as pages are told."""
    return [{"name": one.name, "clause": one.clause} for one in people]


def updates_as_json(updates: Iterable[bytes]) -> list[str]:
    """Return entries of the log, as pages are told."""
    return [b64encode(update).decode() for update in updates]


def news_message(updates: Iterable[bytes], seq: int) -> str:
    """Write what is new in the log, up to an entry."""
    return json.dumps({"seq": seq, "updates": updates_as_json(updates)})


def people_message(people: Iterable[Present]) -> str:
    """Write who writes where."""
    return json.dumps({"people": people_as_json(people)})


def saved_message(number: int) -> str:
    """Write that what came with this number is on the disk."""
    return json.dumps({"saved": number})
