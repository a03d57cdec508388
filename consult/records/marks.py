"""What stands in a text in place of what was taken out, and where it stood."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l

EXEMPTIONS: dict[str, str] = {
    "personal": _l("personal details"),
    "third_party": _l("somebody else’s personal details"),
    "abuse": _l("abuse"),
    "legal": _l("may not be published by law"),
    "safety": _l("somebody’s safety"),
    "election": _l("not published before an election"),
}
"""Why something may not be public, as the public reads it."""

MARK = regex.compile(r"\[(?:redacted|taken down)(?:: [^\]]*)?\]")


@dataclass(frozen=True, order=True)
class Span:
    """A passage of an original text; one that is `is_whole` stands for all of it."""

    start: int
    end: int
    code: str
    is_whole: bool = False

    def mark(self, *, is_short: bool = False) -> str:
        """Return what stands in its place."""
        word = _("taken down") if self.is_whole else "redacted"
        return f"[{word}]" if is_short else f"[{word}: {EXEMPTIONS[self.code]}]"


def rendered(original: str, spans: Sequence[Span], longest: int | None = None) -> str:
    """Return the text with marks in place of the passages; short marks where the long ones have no room.

    A text of which no mark has room is taken down as a whole.
    """
    if not spans:
        return original
    shown = _marked(original, spans, is_short=False)
    if longest is None or len(shown) <= longest:
        return shown
    shown = _marked(original, spans, is_short=True)
    return shown if len(shown) <= longest else spans[0].mark(is_short=True)[:longest]


def places_in_original(
    original: str, spans: Sequence[Span], shown: str, hits: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return where hits in the text with marks stand in the original."""
    is_short = shown != _marked(original, spans, is_short=False)
    found = []
    for start, end in hits:
        shift = 0
        for span in _in_force(original, spans):
            mark = len(span.mark(is_short=is_short))
            if span.start + shift >= start:
                break
            shift += mark - (span.end - span.start)
        found.append((start - shift, end - shift))
    return found


def _in_force(original: str, spans: Sequence[Span]) -> list[Span]:
    whole = [span for span in spans if span.is_whole]
    return [Span(0, len(original), whole[-1].code, is_whole=True)] if whole else sorted(spans)


def _marked(original: str, spans: Sequence[Span], *, is_short: bool) -> str:
    parts, at = [], 0
    for span in _in_force(original, spans):
        if span.start < at:
            continue
        parts += [original[at : span.start], span.mark(is_short=is_short)]
        at = span.end
    return "".join([*parts, original[at:]])
