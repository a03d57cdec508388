"""What an XLSForm says of a question, a note or a group that is not brought over, in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from consult.sdk.messages import gettext as _

Element = Mapping[str, Any]
READ_ONLY = frozenset({"true()", "yes", "true"})
_NOT_READ_ONLY = frozenset({"", "false()", "no", "false"})


def lost_of_question(element: Element, listed: Sequence[object]) -> Iterator[str]:
    """Yield what is not kept of a question whose answers are `listed`."""
    yield from _lost_where_it_is_asked(element)
    yield from lost_of_text(element)
    if any(isinstance(one, Mapping) and one.get("media") for one in listed):
        yield _("Pictures, sounds and films of its answers are not kept.")
    yield from _lost_of_answering(element)
    if str(element["type"]).casefold() == "datetime":
        yield _("It asked for a day and a time; here it asks for the day.")


def lost_of_text(element: Element) -> Iterator[str]:
    """Yield what is not kept of anything with words: of a question, a note, or a group."""
    if element.get("default"):
        yield _("The answer that stands there at first is not kept.")
    if element.get("media"):
        yield _("Its picture, sound or film is not kept.")
    if element.get("guidance_hint"):
        yield _("Its guidance (guidance_hint) is not kept.")
    if element.get("trigger"):
        yield _("What sets it off is not kept.")


def _lost_where_it_is_asked(element: Element) -> Iterator[str]:
    appearance = str((element.get("control") or {}).get("appearance", "")).split()
    if element["type"] == "date" and "year" in appearance:
        yield _("It asked for a year; here it asks for the day.")
    if any(word.startswith("search(") for word in appearance):
        yield _("Answers that it looks up elsewhere are not kept: those of the file are offered.")
    step = (element.get("parameters") or {}).get("step")
    if element["type"] == "range" and step not in {None, "", "1"}:
        yield _("“step: %(step)s” is not kept: all numbers between its limits can be given.", step=str(step)[:50])


def _lost_of_answering(element: Element) -> Iterator[str]:
    bind = element.get("bind") or {}
    if str(bind.get("readonly") or "").strip().casefold() not in READ_ONLY | _NOT_READ_ONLY:
        yield _("When it can be answered is not kept: everybody who sees it can answer.")
    if bind.get("jr:requiredMsg"):
        yield _("What people are told where they do not answer it is said in our words.")
    if bind.get("entities:saveto"):
        yield _("Its answer is not saved in a list of things (save_to).")
