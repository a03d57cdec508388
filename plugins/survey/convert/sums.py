"""The sums and differences of other programs, read into a formula of ours; nothing is ever run.

Read are numbers, answers, `+` and `-`, and a few functions of them. Everything else raises `DoesNotFit`.
"""

import re
from collections.abc import Callable, Mapping
from math import isfinite

from consult.sdk.messages import gettext as _
from plugins.survey.convert.fitting import NUMBERED, Variable
from plugins.survey.convert.outcome import DoesNotFit
from plugins.survey.definition import ONE_OF
from plugins.survey.formulas import MOST_PARTS, Calculation, Count, Formula, Operand, formula_as_json, shape_fault

LONGEST = 2_000
_DEEPEST = 30
_TOKEN = re.compile(
    r"\s*(?:(?P<name>\$?\{[^{}]{1,200}\})|(?P<number>\d+(?:\.\d+)?)|(?P<word>[A-Za-z][\w-]*)|(?P<sign>[-+(),]))"
)
_OPERATIONS = {"sum": "sum", "min": "min", "max": "max", "avg": "mean", "mean": "mean"}
_SAME = frozenset({"number"})
_COUNTS = frozenset({"count-selected"})
Number = float | int


def formula_of(said: str, variables: Mapping[str, Variable], *, skips: bool = False) -> Formula:
    """Return the formula that a text says; with `skips` its functions leave out what was not answered.

    Raises `DoesNotFit` with what it says that we cannot.
    """
    if len(said) > LONGEST:
        raise DoesNotFit(_("it is too long"))
    found = _Parser(said, variables, skips=skips).whole()
    if isinstance(found, Operand):
        found = Calculation("sum", (found,))
    if isinstance(found, int | float) or shape_fault(formula_as_json(found)):
        raise DoesNotFit(_("it uses no answer, or too many"))
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    found, place, text = [], 0, text.rstrip()
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise DoesNotFit(_("“%(sign)s” adds nothing and takes nothing away", sign=text[place:].strip()[:1]))
        found.append((str(token.lastgroup), token[str(token.lastgroup)]))
        place = token.end()
    return [*found, ("end", "")]


class _Parser:
    """Reads tokens from left to right."""

    def __init__(self, text: str, variables: Mapping[str, Variable], *, skips: bool) -> None:
        self.tokens, self.variables, self.skips = _tokens(text), variables, skips
        self.place = self.depth = 0

    def whole(self) -> Formula:
        found = self._sum()
        if self.tokens[self.place][0] != "end":
            raise DoesNotFit(_("“%(sign)s” adds nothing and takes nothing away", sign=self.tokens[self.place][1]))
        return found

    def _take(self, *signs: str) -> str | None:
        kind, said = self.tokens[self.place]
        if kind != "sign" or said not in signs:
            return None
        self.place += 1
        return said

    def _require(self, sign: str) -> None:
        if self._take(sign) is None:
            raise DoesNotFit(_("“%(sign)s” is missing", sign=sign))

    def _sum(self) -> Formula:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise DoesNotFit(_("it is nested too deeply"))
        found = self._part()
        while sign := self._take("+", "-"):
            found = _JOINED[sign](found, self._part())
        self.depth -= 1
        return found

    def _part(self) -> Formula:
        kind, said = self.tokens[self.place]
        self.place += 1
        if kind == "number":
            number = float(said)
            if not isfinite(number):
                raise DoesNotFit(_("it is too long"))
            return int(number) if number.is_integer() else number
        if kind == "name":
            return self._answer(said.strip("${} "))
        if said == "(":
            inside = self._sum()
            self._require(")")
            return inside
        if kind == "word" and self._take("("):
            return self._function(said.casefold())
        raise DoesNotFit(_("“%(sign)s” adds nothing and takes nothing away", sign=said or "…"))

    def _answer(self, name: str) -> Formula:
        asked = self._asked(name)
        if asked.ticks or not (asked.kind in NUMBERED or (asked.kind in ONE_OF and asked.numbers)):
            raise DoesNotFit(_("“%(name)s” is no number", name=name))
        return Operand(asked.key)

    def _asked(self, name: str) -> Variable:
        if name not in self.variables:
            raise DoesNotFit(_("“%(name)s” is no earlier question that was brought over", name=name))
        return self.variables[name]

    def _function(self, name: str) -> Formula:
        if name in _COUNTS:
            return self._count()
        if name not in _OPERATIONS and name not in _SAME:
            raise DoesNotFit(_("it uses %(name)s(), which is not known here", name=name))
        parts = [self._sum()]
        while self._take(","):
            parts.append(self._sum())
        self._require(")")
        if name in _SAME and len(parts) == 1:
            return parts[0]
        if name in _SAME or len(parts) > MOST_PARTS:
            raise DoesNotFit(_("it uses no answer, or too many"))
        return Calculation(_OPERATIONS[name], tuple(parts), self.skips)

    def _count(self) -> Formula:
        kind, said = self.tokens[self.place]
        self.place += 1
        self._require(")")
        asked = self._asked(said.strip("${} ")) if kind == "name" else None
        if asked is None or asked.ticks or asked.kind != "checkboxes":
            raise DoesNotFit(_("it counts what is not answered by ticking boxes"))
        return Count(asked.key)


def _plus(left: Formula, right: Formula) -> Formula:
    if isinstance(left, Calculation) and left.operation == "sum" and not left.skips and len(left.parts) < MOST_PARTS:
        return Calculation("sum", (*left.parts, right))
    return Calculation("sum", (left, right))


def _less(left: Formula, right: Formula) -> Formula:
    return Calculation("difference", (left, right))


_JOINED: Mapping[str, Callable[[Formula, Formula], Formula]] = {"+": _plus, "-": _less}
