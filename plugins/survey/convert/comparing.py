"""Rules of other programs that hold an answer against an earlier one."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from plugins.survey.answer_marks import MARK
from plugins.survey.convert.bounds import LONGEST_RULE
from plugins.survey.convert.expressions import ITSELF, name_without_answer, names_compared, turned
from plugins.survey.convert.fitting import Variable
from plugins.survey.convert.repeated import INSTEAD
from plugins.survey.convert.words import lines_of
from plugins.survey.definition import COMPUTED, NUMBERS, Text, words
from plugins.survey.rule_values import MOST_RULES

_BRACKET = re.compile(r"[()]")
_LONGEST_MESSAGE = 300
_OR = re.compile(r"\bor\b|\|\|", re.IGNORECASE)
_AND = re.compile(r"\band\b|&&", re.IGNORECASE)
# Only what is joined by “and” alone can be read part by part.
_NOT_SIMPLE = re.compile(r"""["']|\bor\b|\|\|""", re.IGNORECASE)


@dataclass(frozen=True)
class Compared:
    """How an answer must be beside the answer to a question of some name, and what people are told."""

    operator: str
    name: str
    message: Text

    def as_json(self, kind: str, variable: Variable | None, label: Text) -> JsonObject | None:
        """Return the rule for a question of a kind; nothing where that cannot be compared with the other one."""
        if variable is None or not _are_alike(kind, variable.kind):
            return None
        usual = {tag: _("This does not fit your answer to “%(label)s”.", label=said) for tag, said in label.items()}
        # No answer can be shown in what people are told.
        shown = {tag: MARK.sub(INSTEAD, said) for tag, said in (self.message or usual).items()}
        message = lines_of(shown, _LONGEST_MESSAGE)
        return {"op": self.operator, "q": variable.key, "message": message} if words(message) else None


def rules_among(
    compared: Sequence[Compared], kind: str, variables: Mapping[str, Variable], labels: Mapping[str, Text]
) -> tuple[list[JsonObject], list[str]]:
    """Return the rules of a question of a kind, and the names of those questions with which it is not compared.

    `labels` are the words of the earlier questions by their keys here.
    """
    rules: list[JsonObject] = []
    lost: list[str] = []
    for one in compared:
        variable = variables.get(one.name)
        rule = one.as_json(kind, variable, labels.get(variable.key, {}) if variable is not None else {})
        if rule is None or (rule not in rules and len(rules) == MOST_RULES):
            lost.append(one.name)
        elif rule not in rules:
            rules.append(rule)
    return rules, lost


def compared_in(rule: str, itself: Collection[str] = (ITSELF,)) -> tuple[list[tuple[str, str]], str]:
    """Return the operators and names by which a rule compares answers, and what it says besides.

    `itself` are the names by which the rule calls the answer that it is about.
    """
    if len(rule) > LONGEST_RULE:
        return [], rule
    said, empty = _where_answered(rule)
    found = {part: _beside_another(part, itself) for part in _parts_of(said)}
    if not found or not _hold_without(found.values(), {*empty} - {*itself}):
        return [], rule
    rest = " and ".join(part for part, read in found.items() if read is None)
    return [read for read in found.values() if read is not None], rest


def _parts_of(rule: str) -> list[str]:
    """Return what a rule joins by “and”; nothing for one that cannot be read part by part."""
    parts = [_bare(part) for part in _AND.split(rule)]
    return [] if _NOT_SIMPLE.search(rule) or _BRACKET.search("".join(parts)) else parts


def _hold_without(found: Iterable[tuple[str, str] | None], names: Collection[str]) -> bool:
    # Ours holds where either of its two answers is missing, but not where that of another question is.
    others = {read[1] if read is not None else "" for read in found}
    return all(others == {name} for name in names)


def _where_answered(rule: str) -> tuple[str, list[str]]:
    """Return what a rule says where there are answers, and the names of those without which it holds anyhow."""
    parts = [_bare(part) for part in _OR.split(rule)]
    empty = [name_without_answer(part) for part in parts]
    left = [part for part, name in zip(parts, empty, strict=True) if not name]
    if len(left) != 1 or len(parts) == 1:
        return rule, []
    return left[0], [name for name in empty if name]


def _bare(part: str) -> str:
    """Return a part of a rule without the brackets around it."""
    part = part.strip()
    return part[1:-1].strip() if part.startswith("(") and part.endswith(")") else part


def _beside_another(part: str, itself: Collection[str]) -> tuple[str, str] | None:
    read = names_compared(part)
    if read is None or (read[0] in itself) is (read[2] in itself):
        return None
    left, operator, right = read
    return (operator, right) if left in itself else (turned(operator), left)


def _are_alike(kind: str, other: str) -> bool:
    return other in NUMBERS | {COMPUTED} if kind in NUMBERS else kind == other
