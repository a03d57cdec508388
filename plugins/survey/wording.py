"""Conditions as officers read and write them: in words, and as one comparison in a form."""

import re
from collections.abc import Mapping
from typing import Any

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import LONGEST_TEXT
from consult.sdk.texts import clean_line, read_number
from plugins.survey.conditions import LISTS, OF_KIND, OF_NUMBERS, Condition
from plugins.survey.document import is_whole, items_by_key, named_conditions, offered_options, pages_of, words

LONGEST_LINE = 200
OPERATOR_WORDS: Mapping[str, str] = {
    "eq": "is",
    "ne": _l("is not"),
    "in": _l("is one of"),
    "any_of": _l("includes any of"),
    "all_of": _l("includes all of"),
    "none_of": _l("includes none of"),
    "answered": _l("was answered"),
    "lt": _l("is less than"),
    "le": _l("is at most"),
    "gt": _l("is more than"),
    "ge": _l("is at least"),
    "between": _l("is between"),
}
# What an officer chose, and what suits the question's kind: “is” two answers means “is one of” them.
_MEANT = {
    ("choice", "any_of"): "in",
    ("choice", "all_of"): "in",
    ("boxes", "eq"): "any_of",
    ("boxes", "in"): "any_of",
    ("boxes", "ne"): "none_of",
}


def in_words(condition: Condition | None, definition: Mapping[str, Any]) -> str:
    """Return who sees a page with this condition."""
    if condition is None:
        return _("Everybody sees this page.")
    return _("Shown only if %(clause)s.", clause=clause(condition, definition))


def clause(condition: Condition, definition: Mapping[str, Any]) -> str:
    """Return a condition as the end of a sentence that begins with “if”."""
    for joiner, word in (("all", " and "), ("any", " or ")):
        if joiner in condition:
            parts = [clause(one, definition) for one in condition[joiner]]
            return parts[0] if len(parts) == 1 else f"({word.join(parts)})"
    if "not" in condition:
        return _("it is not so that %(clause)s", clause=clause(condition["not"], definition))
    if "ref" in condition:
        named = next((one for one in definition["conditions"] if one["id"] == condition["ref"]), None)
        label = words(named["label"]) if named else ""
        if label or condition["ref"] not in named_conditions(definition):
            return f"“{label or condition['ref']}”"
        return clause(named_conditions(definition)[condition["ref"]], {**definition, "conditions": []})
    item = items_by_key(definition).get(condition["q"])
    question = words(item["label"]) if item else condition["q"]
    said = f"“{question}” {OPERATOR_WORDS[condition['op']]}"
    if condition["op"] == "answered":
        return said
    values = condition["value"] if isinstance(condition["value"], list) else [condition["value"]]
    shown = [f"“{_label(one, item)}”" if isinstance(one, str) else f"{one:g}" for one in values]
    return f"{said} {(' and ' if condition['op'] == 'between' else ' or ').join(shown)}"


def _label(code: str, item: Mapping[str, Any] | None) -> str:
    options = item["options"] if item else []
    return next((words(one["label"]) for one in options if one["code"] == code), code)


def is_simple(condition: Condition | None) -> bool:
    """Whether a condition is one comparison, so that a form can show it."""
    return condition is not None and "q" in condition


def value_lines(condition: Condition, definition: Mapping[str, Any]) -> str:
    """Return a comparison's value as lines to edit."""
    value = condition.get("value")
    if value is None:
        return ""
    item = items_by_key(definition).get(condition["q"])
    values = value if isinstance(value, list) else [value]
    return "\n".join(_label(one, item) if isinstance(one, str) else f"{one:g}" for one in values)


def comparison_from(item: Mapping[str, Any], operator: str, typed: str) -> Condition:
    """Return the comparison an officer chose for a question; raises `Invalid` with the field at fault.

    Answers are given by their words or codes, one on each line; numbers one on each line.
    """
    question = {"q": item["key"]}
    operator = _meant(item["kind"], operator)
    if operator not in OF_KIND[item["kind"]]:
        offered = ", ".join(f"“{word}”" for name, word in OPERATOR_WORDS.items() if name in OF_KIND[item["kind"]])
        raise Invalid(None, {"operator": _("This question can only be compared by %(offered)s", offered=offered)})
    if operator == "answered":
        return {**question, "op": operator}
    lines = [clean_line(one) for one in typed.split("\n") if one.strip()]
    if not lines:
        raise Invalid(None, {"value": _("Enter what to compare with")})
    if item["kind"] == "number":
        return {**question, "op": operator, "value": _numbers(operator, lines)}
    codes = [_code(line, item) for line in lines]
    if operator in {"eq", "ne"} and len(codes) > 1:
        several = {**question, "op": "in", "value": codes}
        # The question must have an answer for either to hold, as for “is not” one answer.
        return several if operator == "eq" else {"all": [{**question, "op": "answered"}, {"not": several}]}
    return {**question, "op": operator, "value": codes if operator in LISTS else codes[0]}


def _meant(kind: str, operator: str) -> str:
    group = "boxes" if kind == "checkboxes" else "choice"
    return _MEANT.get((group, operator), operator)


def _numbers(operator: str, lines: list[str]) -> float | list[float]:
    texts = [part for line in lines for part in re.split(r"\s+(?:and|to)\s+", line)]
    wanted = 2 if operator == "between" else 1
    if len(texts) != wanted:
        raise Invalid(
            None, {"value": _("Enter two numbers, one on each line") if wanted == 2 else _("Enter one number")}
        )
    try:
        numbers = [
            float(read_number(one, said=_("Each number") if wanted == 2 else _("The number")) or 0) for one in texts
        ]
    except ValueError as error:
        raise Invalid(None, {"value": str(error)}) from error
    if numbers != sorted(numbers):
        raise Invalid(None, {"value": _("Enter the smaller number first")})
    return numbers if operator in OF_NUMBERS and wanted == 2 else numbers[0]


def _code(line: str, item: Mapping[str, Any]) -> str:
    for one in item["options"]:
        if line.casefold() in {one["code"].casefold(), words(one["label"]).casefold()}:
            return str(one["code"])
    raise Invalid(None, {"value": _("“%(line)s” is no answer to “%(words)s”", line=line, words=words(item["label"]))})


def limits_in_words(item: Mapping[str, Any]) -> str:
    """Return what an answer to a question must keep to, or nothing."""
    if item["kind"] == "number":
        least = 0 if item["least"] is None else item["least"]
        most = _("or more") if item["most"] is None else _("to %(item)s", item=f"{item['most']:,g}")
        return f"{least:,g} {most}{', whole numbers only' if is_whole(item) else ''}"
    if item["kind"] == "short_text":
        return _("at most %(longest_line)s characters", longest_line=LONGEST_LINE)
    if item["kind"] == "long_text":
        counted = (
            _("%(item)s words", item=f"{item['max_words']:,}")
            if item["max_words"]
            else _("%(longest_text)s characters", longest_text=f"{LONGEST_TEXT:,}")
        )
        return _("at most %(counted)s", counted=counted)
    return ""


def as_text(definition: Mapping[str, Any]) -> str:
    """Return all that people read and are asked, one thing on each line, for comparing two versions."""
    lines = [words(definition["introduction"])]
    for page in pages_of(definition):
        lines += [words(page["title"]), words(page["text"])]
        lines += [in_words(page["show_if"], definition)] if page["show_if"] is not None else []
        for item in page["items"]:
            rules = [limits_in_words(item), _("must be answered") if item["required"] else ""]
            told = ", ".join(rule for rule in rules if rule)
            lines += [f"{words(item['label'])} ({told})" if told else words(item["label"]), words(item["hint"])]
            lines += [f"- {words(option['label'])}" for option in offered_options(item)]
    beside = {"asks_area": _("Where people live is asked."), "asks_about_you": _("The equality questions are asked.")}
    lines += [sentence for name, sentence in beside.items() if definition["settings"][name]]
    return "\n".join(line for line in lines if line)
