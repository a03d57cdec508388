"""Rules of other programs that hold an answer against an earlier one, as XLSForms write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consult.sdk.database import JsonObject
from consult.sdk.messages import gettext as _
from plugins.survey.convert.fitting import Variable
from plugins.survey.definition import COMPUTED, NUMBERS, Text, words
from plugins.survey.rule_values import MOST_RULES

_COMPARED = re.compile(r"\s*\.\s*(?P<sign><=|>=|!=|<|>|=)\s*\$\{\s*(?P<name>[^{}]+?)\s*\}\s*")
_OPERATORS: Mapping[str, str] = {"<=": "le", ">=": "ge", "!=": "ne", "<": "lt", ">": "gt", "=": "eq"}
# Only what is joined by “and” alone can be read part by part.
_NOT_SIMPLE = re.compile(r"""["'()]|\bor\b""")


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
        message = {tag: said[:300] for tag, said in (self.message or usual).items()}
        return {"op": self.operator, "q": variable.key, "message": message} if words(message) else None


def rules_among(
    compared: Sequence[Compared], kind: str, variables: Mapping[str, Variable], labels: Mapping[str, Text]
) -> tuple[list[JsonObject], list[str]]:
    """Return the rules of a question of a kind, and the names of those questions with which it is not compared."""
    made = [(one.name, one.as_json(kind, variables.get(one.name), labels.get(one.name, {}))) for one in compared]
    rules: list[JsonObject] = []
    for _name, rule in made:
        if rule is not None and rule not in rules:
            rules.append(rule)
    return rules[:MOST_RULES], [name for name, rule in made if rule is None or rule not in rules[:MOST_RULES]]


def compared_in(constraint: str) -> tuple[list[tuple[str, str]], str]:
    """Return the operators and names by which a constraint compares answers, and what it says besides."""
    if _NOT_SIMPLE.search(constraint):
        return [], constraint
    parts = re.split(r"\band\b", constraint)
    found = [_COMPARED.fullmatch(part) for part in parts]
    rest = " and ".join(part.strip() for part, read in zip(parts, found, strict=True) if read is None)
    return [(_OPERATORS[read["sign"]], read["name"]) for read in found if read is not None], rest


def _are_alike(kind: str, other: str) -> bool:
    return other in NUMBERS | {COMPUTED} if kind in NUMBERS else kind == other
