"""The rules of SurveyJS: those that hold an answer against an earlier one become ours."""

from collections.abc import Iterator

from plugins.survey.convert.comparing import Compared, compared_in
from plugins.survey.convert.surveyjs_answers import Element, ReadText, is_met_by_kind, validators_of
from plugins.survey.definition import RULED

_LIMITS = (("minValueExpression", "minErrorText", ">="), ("maxValueExpression", "maxErrorText", "<="))


def rules_of(element: Element, kind: str, read: ReadText) -> tuple[tuple[Compared, ...], tuple[str, ...]]:
    """Return the rules of a question of a kind that compare answers, and in its own words those that are not kept."""
    name = str(element.get("name") or "")
    kept: list[Compared] = []
    lost: list[str] = []
    for said, told, message in _said_of(element, name, kind):
        compared, rest = compared_in(said, {name}) if kind in RULED and said else ([], told)
        if rest or not compared:
            lost.append(told)
        else:
            kept += [Compared(operator, other, read(message)) for operator, other in compared]
    return tuple(kept), tuple(lost)


def _said_of(element: Element, name: str, kind: str) -> Iterator[tuple[str, str, object]]:
    """Yield what each rule compares, how a report calls it, and what people are told where it is broken."""
    for limit, message, sign in _LIMITS:
        said = element.get(limit)
        if isinstance(said, str) and said.strip():
            yield f"{{{name}}} {sign} {said.strip()}", said, element.get(message)
    for rule in validators_of(element):
        if not is_met_by_kind(rule, kind):
            yield *_said_by(rule), rule.get("text")


def _said_by(rule: Element) -> tuple[str, str]:
    said = rule.get("expression")
    is_one = rule.get("type") == "expression" and isinstance(said, str)
    return (str(said) if is_one else ""), str(said or rule.get("regex") or rule.get("type") or "…")
