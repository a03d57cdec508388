"""Texts as long as another program takes them; one that was cut says so."""

from consult.kernel.messages import lazy_gettext as _l

CUT_MARK = _l(" … [cut here: longer than this kind of file can hold]")
"""What ends a text that was cut."""
SHORT_MARK = "…"
"""What ends a label that was cut."""
ROOM_FOR_WORDS = 1_000


def cut_to_bytes(text: str, most: int) -> str:
    """Return a text of at most so many bytes of UTF-8, cut between two characters and marked where it was longer."""
    whole = text.encode()
    if len(whole) <= most:
        return text
    mark = str(CUT_MARK) if most >= ROOM_FOR_WORDS else SHORT_MARK
    return whole[: most - len(mark.encode())].decode("utf-8", "ignore").rstrip() + mark


def cut_to_characters(text: str, most: int) -> str:
    """Return a text of at most so many characters, marked where it was longer."""
    return text if len(text) <= most else text[: most - 1].rstrip() + SHORT_MARK
