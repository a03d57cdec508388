"""The answers that a question offers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from consult.kernel.foreign import woven
from consult.kernel.messages import gettext as _


@dataclass(frozen=True, kw_only=True)
class Option:
    """One possible answer; its code is permanent and the same in every language.

    A retired one is no longer offered, but keeps its words, its counts and its column. One that `says_nothing`
    (“Prefer not to say”) is exported as a missing value. `is_asked`, `asked_if` and `depends_on` say to whom it is
    offered, by the answers on earlier pages; to others it `is_withheld`. One that `stays_last` does so in whatever
    order the others are shown. It can have a `picture`, by the digest of its file, and `alt` for whoever cannot see it.
    """

    code: str
    label: str
    hint: str = ""
    value: float | None = None
    is_exclusive: bool = False
    is_retired: bool = False
    is_refusal: bool = False
    divider: str = ""
    is_asked: Callable[[Mapping[str, Any]], bool] | None = None
    asked_if: str = ""
    depends_on: frozenset[str] = frozenset()
    is_withheld: bool = False
    stays_last: bool = False
    picture: str = ""
    alt: str = ""

    @property
    def in_full(self) -> str:
        """The label, and to whom it is offered where not to everybody."""
        if not self.asked_if:
            return self.label
        return woven(_("%(label)s (only if %(asked_if)s)"), label=self.label, asked_if=self.asked_if)

    @property
    def on_paper(self) -> str:
        """The label in full, and what its picture shows."""
        return woven(_("%(label)s (picture: %(alt)s)"), label=self.in_full, alt=self.alt) if self.alt else self.in_full
