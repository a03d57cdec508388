"""Answers that another program offers to some people only: the conditions of its choices become ours."""

import re
from collections.abc import Mapping, Sequence

from consult.sdk.messages import gettext as _
from plugins.survey.conditions import Condition, Or
from plugins.survey.convert.answers import Choice
from plugins.survey.convert.expressions import LONGEST, read_expression
from plugins.survey.convert.fitting import Variable, fit
from plugins.survey.convert.outcome import DoesNotFit

_WORD = re.compile(r"(?P<kept>'[^']*'|\"[^\"]*\"|\$\{[^{}]*\})|\b(?P<word>[^\W\d][\w.-]*)(?!\s*\(|[\w.-])")


def conditions_of(
    choices: Sequence[Choice], variables: Mapping[str, Variable], codes: Mapping[str, str]
) -> dict[str, Condition]:
    """Return, by code, the condition on which each answer is offered; an answer that stands there twice, on either.

    Raises `DoesNotFit` where one of them is more than ours can be, or where nobody would be offered an answer.
    """
    found: dict[str, list[Condition | bool]] = {}
    for choice in choices:
        held = fit(read_expression(choice.when), variables) if choice.when else True
        found.setdefault(codes[choice.value], []).append(held)
    made: dict[str, Condition] = {}
    for code, held_by in found.items():
        parts = tuple(dict.fromkeys(one for one in held_by if not isinstance(one, bool)))
        if True in held_by:
            continue
        if not parts:
            raise DoesNotFit(_("nobody would be offered one of them"))
        made[code] = Or(parts) if len(parts) > 1 else parts[0]
    return made


def filtered(said: str, row: Mapping[str, object]) -> str:
    """Return what a filter of an XLSForm says of one row of choices: its columns give way to what stands there."""

    if len(said) > LONGEST:
        return said  # nobody reads it any further

    def value(found: re.Match[str]) -> str:
        if found["kept"] or found["word"] not in row:
            return found[0]
        cell = str(row[found["word"]])
        return f"'{cell}'" if '"' in cell else f'"{cell}"'

    return _WORD.sub(value, said)
