"""The newest rows of a register as an Atom feed."""

from collections.abc import Callable, Sequence
from typing import Any

from consult.contract.registers import Register
from consult.kernel.atom import Entry, Feed
from consult.registers.queries import Cells
from consult.registers.values import shown


def atom_feed(
    register: Register,
    rows: Sequence[tuple[Any, Cells]],
    address_of: Callable[[Any], str],
    *,
    publisher: str,
    home: str,
    own: str,
) -> bytes:
    """Return the feed; `home` is the address of the list, and `own` that of the feed itself."""
    feed = Feed(
        title=register.title,
        subtitle=register.summary,
        publisher=publisher,
        home=home,
        own=own,
        rights=f"{register.licence.title}: {register.licence.address}",
    )
    return feed.written(
        [
            Entry(
                title=register.link(row).title,
                name=address_of(row),
                address=address_of(row),
                updated=register.changed(row),
                summary="\n".join(
                    f"{column.label}: {shown(column, cells[column.name])}" for column in register.columns
                ),
            )
            for row, cells in rows
        ]
    )
