"""The conditions of other programs, read into a tree of tests: XPath of XLSForms, SurveyJS and LimeSurvey.

Only comparisons of an answer with a value are read, and `and`, `or` and `not` around them. Everything else raises
`DoesNotFit`; nothing is ever run.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from consult.sdk.messages import gettext as _
from plugins.survey.convert.outcome import DoesNotFit

LONGEST = 5_000
DEEPEST = 40
ITSELF = "."
Value = str | float | bool


@dataclass(frozen=True)
class Compared:
    """An answer compared with values; `answered` and `is_true` take none."""

    name: str
    operator: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Joined:
    """Several trees of which all, or any, must hold."""

    parts: tuple["Tree", ...]
    needs_all: bool


@dataclass(frozen=True)
class Opposite:
    """The opposite of a tree."""

    part: "Tree"


@dataclass(frozen=True)
class Always:
    """What always holds, or never."""

    holds: bool


Tree = Compared | Joined | Opposite | Always


@dataclass(frozen=True)
class _Name:
    name: str


@dataclass(frozen=True)
class _Length:
    """The length of a text, or how many were chosen."""

    name: str


_Operand = _Name | _Length | Tree | str | float | tuple[Value, ...]
_TOKEN = re.compile(
    r"""\s*(?:
    (?P<text>'[^']*'|"[^"]*")
    |(?P<name>\$?\{[^{}]*\})
    |(?P<word>\d+X\d+X\w+(?:\.\w+)*|\.\.?/[\w./-]+|/[\w./-]+|[^\W\d][\w.:-]*)
    |(?P<number>-?\d+(?:\.\d+)?)
    |(?P<sign><=|>=|==|!=|<>|&&|\|\||\*=|[=<>!()\[\],.])
    )""",
    re.VERBOSE,
)
_COMPARED = {
    **{"=": "eq", "==": "eq", "equal": "eq", "eq": "eq", "!=": "ne", "<>": "ne", "notequal": "ne", "ne": "ne"},
    **{"<": "lt", "less": "lt", "lt": "lt", "<=": "le", "lessorequal": "le", "le": "le"},
    **{">": "gt", "greater": "gt", "gt": "gt", ">=": "ge", "greaterorequal": "ge", "ge": "ge"},
    **{"contains": "contains", "contain": "contains", "*=": "contains", "notcontains": "lacks"},
    **{"anyof": "has", "allof": "has_all", "noneof": "has_none"},
}
_TURNED = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}
_NEGATED = {"ne": "eq", "has_none": "has", "lacks": "contains"}
_LENGTHS = {"string-length", "strlen", "count-selected"}
_SAME = {"number", "int", "string", "trim"}
_EMPTY = {"is_empty", "empty", "isempty"}


@lru_cache(maxsize=4_096)
def read_expression(text: str) -> Tree:
    """Return the tree that a condition says; raises `DoesNotFit` with what it says that we cannot."""
    if len(text) > LONGEST:
        raise DoesNotFit(_("it is too long"))
    return _Parser(text).whole()


def names_compared(text: str) -> tuple[str, str, str] | None:
    """Return the two names and the operator of a text that compares one answer with another, and says no more."""
    try:
        tokens = _tokens(text)
    except DoesNotFit:
        return None
    match tokens:
        case [left, (("sign" | "word"), said), right] if _COMPARED.get(said.casefold()) in _TURNED:
            names = [_name_in(token) for token in (left, right)]
            return (names[0], _COMPARED[said.casefold()], names[1]) if all(names) else None
    return None


def name_without_answer(text: str) -> str:
    """Return whose answer a text says is empty, where it says no more; nothing otherwise."""
    try:
        said = read_expression(text)
    except DoesNotFit:
        return ""
    match said:
        case Opposite(Compared(name, "answered")) | Compared(name, "eq", ("",)):
            return name
    return ""


def turned(operator: str) -> str:
    """Return the operator that says the same with both sides exchanged."""
    return _TURNED[operator]


def _name_in(token: tuple[str, str]) -> str:
    match token:
        case ("name", said):
            return said.strip("${} ")
        case ("word", said):
            return _last(said)
        case ("sign", said) if said == ITSELF:
            return ITSELF
    return ""


def _tokens(text: str) -> list[tuple[str, str]]:
    found, place = [], 0
    text = text.rstrip()
    while place < len(text):
        token = _TOKEN.match(text, place)
        if token is None:
            raise DoesNotFit(_("“%(sign)s” is no comparison of an answer", sign=text[place:].strip()[:1]))
        found.append((str(token.lastgroup), token[str(token.lastgroup)]))
        place = token.end()
    return found


class _Parser:
    """Reads tokens from left to right; each level calls the one that binds more tightly."""

    def __init__(self, text: str) -> None:
        self.tokens = [*_tokens(text), ("end", "")]
        self.place = 0
        self.depth = 0

    def whole(self) -> Tree:
        found = self._or()
        if self._next[0] != "end":
            raise DoesNotFit(_("“%(sign)s” is no comparison of an answer", sign=self._next[1]))
        return found

    @property
    def _next(self) -> tuple[str, str]:
        return self.tokens[self.place]

    def _take(self, *wanted: str) -> str | None:
        kind, said = self._next
        if kind in {"sign", "word"} and said.casefold() in wanted:
            self.place += 1
            return said.casefold()
        return None

    def _require(self, wanted: str) -> None:
        if self._take(wanted) is None:
            raise DoesNotFit(_("“%(sign)s” is missing", sign=wanted))

    def _or(self) -> Tree:
        self.depth += 1
        if self.depth > DEEPEST:
            raise DoesNotFit(_("it is nested too deeply"))
        parts = [self._and()]
        while self._take("or", "||"):
            parts.append(self._and())
        self.depth -= 1
        return parts[0] if len(parts) == 1 else Joined(tuple(parts), needs_all=False)

    def _and(self) -> Tree:
        parts = [self._not()]
        while self._take("and", "&&"):
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else Joined(tuple(parts), needs_all=True)

    def _not(self) -> Tree:
        turns = 0
        while self._take("!", "negate"):
            turns += 1
        found = self._comparison()
        return Opposite(found) if turns % 2 else found

    def _comparison(self) -> Tree:
        left = self._operand()
        if self._take("empty"):
            return Opposite(Compared(_named(left), "answered"))
        if self._take("notempty"):
            return Compared(_named(left), "answered")
        sign = self._take(*_COMPARED)
        return _as_tree(left) if sign is None else _compared(left, _COMPARED[sign], self._operand())

    def _operand(self) -> _Operand:
        kind, said = self._next
        self.place += 1
        if kind == "text":
            return said[1:-1]
        if kind == "number":
            return float(said)
        if kind == "name":
            return _Name(said.strip("${} "))
        if kind == "word":
            return self._word(said)
        if said == "(":
            inside = self._or()
            self._require(")")
            return inside
        if said == "[":
            return self._list()
        if said == ITSELF:
            return _Name(ITSELF)
        raise DoesNotFit(_("“%(sign)s” is no comparison of an answer", sign=said or "…"))

    def _list(self) -> tuple[Value, ...]:
        values: list[Value] = []
        while not self._take("]"):
            value = self._operand()
            if not isinstance(value, str | float):
                raise DoesNotFit(_("a list holds more than values"))
            values.append(value)
            self._take(",")
        return tuple(values)

    def _word(self, word: str) -> _Operand:
        if self._take("("):
            return self._function(word.casefold())
        if word.casefold() in {"true", "false"}:
            return Always(word.casefold() == "true")
        return _Name(_last(word))

    def _function(self, name: str) -> _Operand:
        if name in {"not", "boolean"}:
            inside = self._or()
            self._require(")")
            return Opposite(inside) if name == "not" else inside
        given: list[_Operand] = []
        while not self._take(")"):
            given.append(self._operand())
            self._take(",")
        return _called(name, given)


def _last(word: str) -> str:
    """Return the name at the end of a path, without what LimeSurvey says of it."""
    if "/" in word:
        return word.rpartition("/")[2]
    name, _dot, said = word.partition(".")
    if said.casefold() in {"naok", "value", "code", "naok.value", "value.naok", "naok.code"}:
        return name
    return word


def _called(name: str, given: list[_Operand]) -> _Operand:
    match name, given:
        case "selected", [_Name(asked), str() | float() as value]:
            return Compared(asked, "has", (value,))
        case (("true" | "false"), []):
            return Always(name == "true")
        case _, [_Name() as same] if name in _SAME:
            return same
        case _, [_Name(asked)] if name in _EMPTY:
            return Opposite(Compared(asked, "answered"))
        case _, [_Name(asked)] if name in _LENGTHS:
            return _Length(asked)
    raise DoesNotFit(_("it uses %(name)s(), which is not known here", name=name))


def _named(operand: _Operand) -> str:
    if isinstance(operand, _Name):
        return operand.name
    raise DoesNotFit(_("it compares something else than an answer"))


def _as_tree(operand: _Operand) -> Tree:
    if isinstance(operand, _Name):
        return Compared(operand.name, "is_true")
    if isinstance(operand, float | str):
        return Always(bool(operand) and operand != "0")
    if isinstance(operand, Compared | Joined | Opposite | Always):
        return operand
    raise DoesNotFit(_("it compares something else than an answer"))


def _compared(left: _Operand, operator: str, right: _Operand) -> Tree:
    if not isinstance(left, _Name | _Length) and operator in _TURNED:
        left, operator, right = right, _TURNED[operator], left
    if operator in _NEGATED:
        return Opposite(_compared(left, _NEGATED[operator], right))
    if isinstance(left, _Length):
        return _of_length(left, operator, right)
    if operator == "contains":
        return _of_list(left, right)
    if isinstance(left, str) and isinstance(right, str) and operator == "eq":
        return Always(left == right)
    return Compared(_named(left), operator, _values(right))


def _of_list(left: _Operand, right: _Operand) -> Tree:
    """Return what SurveyJS means by “contains”: of a list, all must be among the answers."""
    has_all = isinstance(right, tuple) and len(right) > 1
    return Compared(_named(left), "has_all" if has_all else "has", _values(right))


def _values(operand: _Operand) -> tuple[Value, ...]:
    if isinstance(operand, tuple):
        return operand
    if isinstance(operand, Always):
        return (operand.holds,)
    if isinstance(operand, str | float):
        return (operand,)
    raise DoesNotFit(_("it compares two answers with each other"))


def _of_length(length: _Length, operator: str, right: _Operand) -> Tree:
    if (operator, right) in {("gt", 0.0), ("ge", 1.0)}:
        return Compared(length.name, "answered")
    if (operator, right) in {("eq", 0.0), ("lt", 1.0)}:
        return Opposite(Compared(length.name, "answered"))
    raise DoesNotFit(_("it counts letters or answers"))
