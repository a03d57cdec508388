"""What SurveyJS says of the answers to a question: its kind here, its choices and its limits."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from consult.sdk.messages import gettext as _
from plugins.survey.convert.answers import Choice
from plugins.survey.definition import NUMBERS, Text

Element = Mapping[str, Any]
ReadText = Callable[[object], dict[str, str]]
_KINDS: Mapping[str, str] = {
    **{"comment": "long_text", "radiogroup": "radios", "buttongroup": "radios", "dropdown": "select"},
    **{"checkbox": "checkboxes", "tagbox": "checkboxes", "boolean": "yes_no", "rating": "rating"},
    **{"ranking": "ranking", "slider": "number", "file": "file"},
}
_INPUTS: Mapping[str, str] = {
    **{"number": "number", "range": "number", "email": "email", "tel": "phone", "url": "website"},
    **{"date": "date", "datetime-local": "date", "datetime": "date", "month": "month", "time": "time"},
}
_MOST_STEPS = 100


def kind_of(element: Element) -> str | None:
    """Return the kind that a question becomes; nothing where we have none."""
    kind = element.get("type", "text")
    if kind == "text":
        is_address = any(rule.get("type") == "email" for rule in validators_of(element))
        return _INPUTS.get(str(element.get("inputType")), "email" if is_address else "short_text")
    if kind == "imagepicker":
        return "checkboxes" if element.get("multiSelect") else "radios"
    return _KINDS.get(str(kind))


def is_met_by_kind(rule: Element, kind: str) -> bool:
    """Whether a kind of question holds answers against a rule by itself, or by its limits."""
    return (rule.get("type") == "numeric" and kind in NUMBERS) or (rule.get("type") == kind == "email")


def yes_and_no(element: Element) -> dict[str, str]:
    """Return what a yes or no is called in conditions."""
    values = {"true": "yes", "false": "no", "yes": "yes", "no": "no"}
    for name, code in (("valueTrue", "yes"), ("valueFalse", "no")):
        if isinstance(element.get(name), str | int | float):
            values[_plain_value(element[name])] = code
    return values


def limits_of(element: Element, kind: str) -> dict[str, Any]:
    """Return the least and the most of a number, from the question and from its rules."""
    if kind not in NUMBERS:
        return {}
    least, most = _number(element.get("min")), _number(element.get("max"))
    if element.get("type") == "slider":
        least, most = (0 if least is None else least), (100 if most is None else most)
    lowest, highest = [least, *_said_by_rules(element, "minValue")], [most, *_said_by_rules(element, "maxValue")]
    return {
        "minimum": max((number for number in lowest if number is not None), default=None),
        "maximum": min((number for number in highest if number is not None), default=None),
        "whole": _is_whole(element),
    }


def _said_by_rules(element: Element, name: str) -> list[float | None]:
    return [_number(rule.get(name)) for rule in validators_of(element) if rule.get("type") == "numeric"]


def _is_whole(element: Element) -> bool:
    """Whether only whole numbers can be given, as the step from one to the next says."""
    usual = 1 if element.get("type") == "slider" else None
    step, least = _number(element.get("step", usual)), _number(element.get("min"))
    return step is not None and step >= 1 and float(step).is_integer() and (least is None or float(least).is_integer())


def validators_of(element: Element) -> list[Element]:
    """Return the rules of a question."""
    rules = element.get("validators")
    return [rule for rule in rules if isinstance(rule, Mapping)] if isinstance(rules, list) else []


def _number(said: object) -> float | None:
    is_one = isinstance(said, int | float) and not isinstance(said, bool) and abs(said) < 1e12
    return said if is_one and isinstance(said, int | float) else None


def _plain_value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def scale_of(listed: object, read: ReadText) -> tuple[Choice, ...]:
    """Return the choices in a list of values, or of values with words."""
    return tuple(_scale(listed, read))


def _scale(listed: object, read: ReadText) -> Iterator[Choice]:
    for one in listed if isinstance(listed, list) else ():
        said = one if isinstance(one, Mapping) else {"value": one}
        value, when = said.get("value", said.get("name")), said.get("visibleIf")
        if isinstance(value, str | int | float):
            words, is_alone = read(said.get("text") or said.get("title") or value), said.get("isExclusive") is True
            yield Choice(_plain_value(value), words, exclusive=is_alone, when=when if isinstance(when, str) else "")


def choices_of(element: Element, read: ReadText) -> tuple[Choice, ...]:
    """Return the choices of a question, with “none”, “other” and the like where it offers them."""
    listed = element.get("choices")
    choices = list(_scale(listed, read)) or _counted(element, read)
    for value, names, words, is_alone in _beside(element):
        if any(element.get(name) for name in names):
            choices.append(Choice(value, read(words), exclusive=is_alone))
    return tuple(choices)


def _counted(element: Element, read: ReadText) -> list[Choice]:
    most = _number(element.get("choicesMax"))
    if most is None:
        return []
    least, step = _number(element.get("choicesMin")) or 0, _number(element.get("choicesStep")) or 1
    numbers = range(int(least), int(most) + 1, max(1, int(step)))[: _MOST_STEPS * 3]
    return [Choice(str(number), read(number)) for number in numbers]


def _beside(element: Element) -> Iterator[tuple[str, tuple[str, ...], object, bool]]:
    is_many = element.get("type") in {"checkbox", "tagbox"}
    yield "other", ("showOtherItem", "hasOther"), element.get("otherText") or _("Other"), False
    yield "none", ("showNoneItem", "hasNone"), element.get("noneText") or _("None of these"), is_many
    yield "refused", ("showRefuseItem",), element.get("refuseText") or _("Prefer not to say"), is_many
    yield "dontknow", ("showDontKnowItem",), element.get("dontKnowText") or _("Don’t know"), is_many


def rating_choices(element: Element, read: ReadText) -> tuple[Choice, ...]:
    """Return the steps of a rating; what its ends mean stands beside them."""
    choices = list(_scale(element.get("rateValues"), read)) or _steps(element, read)
    ends = {0: element.get("minRateDescription"), len(choices) - 1: element.get("maxRateDescription")}
    for place, words in ends.items():
        if choices and words:
            choices[place] = Choice(choices[place].value, _joined(choices[place].label, read(words)))
    return tuple(choices)


def _steps(element: Element, read: ReadText) -> list[Choice]:
    said, count, end = (_number(element.get(name)) for name in ("rateMin", "rateCount", "rateMax"))
    least = 1 if said is None else int(said)
    most = int(end or (least + int(count) - 1 if count else 5))
    step = max(1, int(_number(element.get("rateStep")) or 1))
    return [Choice(str(number), read(number)) for number in range(least, most + 1, step)[:_MOST_STEPS]]


def _joined(step: Text, words: Text) -> dict[str, str]:
    number = next(iter(step.values()), "")
    return {tag: f"{number} – {said}" for tag, said in words.items()}
