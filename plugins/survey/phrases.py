"""Conditions as officers read and write them: in words, and as one comparison in a form."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from textwrap import shorten

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext, woven
from consult.sdk.questions import LONGEST_TEXT
from consult.sdk.texts import clean_line, read_number, words_of_markdown
from plugins.survey.answer_marks import label_of, named
from plugins.survey.conditions import (
    LISTS,
    And,
    Comparison,
    Condition,
    Not,
    Or,
    Reference,
)
from plugins.survey.content import Block
from plugins.survey.definition import CHOICES, NUMBERS, OF_KIND, ONE_OF, UNASKED, Definition, Item, Option, Page, words
from plugins.survey.formula_words import worked_out_in_words
from plugins.survey.units import of_total

LONGEST_LINE = 200
OPERATOR_WORDS: Mapping[str, str] = {
    "eq": _l("is"),
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
# What is compared, as the end of a sentence that begins with “if”.
_CLAUSES: Mapping[str, str] = {
    "eq": _l("“%(question)s” is %(values)s"),
    "ne": _l("“%(question)s” is not %(values)s"),
    "in": _l("“%(question)s” is one of %(values)s"),
    "any_of": _l("“%(question)s” includes any of %(values)s"),
    "all_of": _l("“%(question)s” includes all of %(values)s"),
    "none_of": _l("“%(question)s” includes none of %(values)s"),
    "answered": _l("“%(question)s” was answered"),
    "lt": _l("“%(question)s” is less than %(values)s"),
    "le": _l("“%(question)s” is at most %(values)s"),
    "gt": _l("“%(question)s” is more than %(values)s"),
    "ge": _l("“%(question)s” is at least %(values)s"),
    "between": _l("“%(question)s” is between %(values)s"),
}
# What an officer chose, and what suits the question's kind: “is” two answers means “is one of” them.
_MEANT = {
    ("choice", "any_of"): "in",
    ("choice", "all_of"): "in",
    ("boxes", "eq"): "any_of",
    ("boxes", "in"): "any_of",
    ("boxes", "ne"): "none_of",
}


def in_words(condition: Condition | None, definition: Definition) -> str:
    """Return who sees a page with this condition."""
    if condition is None:
        return _("Everybody sees this page.")
    return _("Shown only if %(clause)s.", clause=clause(condition, definition))


def page_in_words(page: Page, definition: Definition) -> str:
    """Return who sees a page, or for whom the survey ends there."""
    if not page.exit:
        if page.items and all(item.kind in UNASKED for item in page.items):
            return _unseen(page, definition)
        is_behind = page.show_if is None and definition.conditions_by_page[page.id]
        return _("Everybody who gets this far sees this page.") if is_behind else in_words(page.show_if, definition)
    if page.show_if is None:
        return _("The survey ends here for everybody.")
    if page.quota is not None:
        said = clause(page.show_if, definition)
        return _(
            "The survey ends here if %(clause)s, once %(most)s such responses were sent.",
            clause=said,
            most=f"{page.quota:,}",
        )
    return _("The survey ends here if %(clause)s.", clause=clause(page.show_if, definition))


def _unseen(page: Page, definition: Definition) -> str:
    said = _("Nobody sees this page: nothing on it is asked.")
    if page.show_if is None:
        return said
    counts = _("What is on it counts only if %(clause)s.", clause=clause(page.show_if, definition))
    return f"{said} {counts}"


def entries_in_words(page: Page) -> str:
    """Return that a page is asked for each of several things; nothing for one that is asked once."""
    if page.repeat is None:
        return ""
    return _(
        "Asked for each %(entry)s, at most %(most)s. After each: “%(another)s”",
        entry=words(page.repeat.entry),
        most=page.repeat.most,
        another=words(page.repeat.another.label),
    )


def asked_in_words(item: Item, definition: Definition) -> str:
    """Return of whom a question is asked by a condition of its own; nothing where there is none."""
    if item.show_if is None:
        return ""
    return _("Asked only if %(clause)s.", clause=clause(item.show_if, definition))


def clause(condition: Condition, definition: Definition) -> str:
    """Return a condition as the end of a sentence that begins with “if”."""
    match condition:
        case And():
            return _in_brackets([clause(part, definition) for part in condition.parts], _both)
        case Or():
            return _in_brackets([clause(part, definition) for part in condition.parts], _either)
        case Not():
            return woven(_("it is not so that %(clause)s"), clause=clause(condition.part, definition))
        case Reference():
            return _reference_clause(condition.name, definition)
        case Comparison():
            return _comparison_clause(condition, definition)


def _in_brackets(clauses: list[str], join: Callable[[str, str], str]) -> str:
    return clauses[0] if len(clauses) == 1 else woven("(%(clauses)s)", clauses=reduce(join, clauses))


def _both(first: str, second: str) -> str:
    return woven(_("%(first)s and %(second)s"), first=first, second=second)


def _either(first: str, second: str) -> str:
    return woven(_("%(first)s or %(second)s"), first=first, second=second)


def _reference_clause(name: str, definition: Definition) -> str:
    named = next((condition for condition in definition.conditions if condition.id == name), None)
    label = words(named.label) if named is not None else ""
    if named is None or label:
        return woven("“%(name)s”", name=label or name)
    return clause(named.when, replace(definition, conditions=()))


def _comparison_clause(comparison: Comparison, definition: Definition) -> str:
    item = definition.items_by_key.get(comparison.question)
    asked = {"question": label_of(item, definition) if item else comparison.question}
    if comparison.operator == "answered":
        return woven(str(_CLAUSES["answered"]), **asked)
    shown = [
        woven("“%(label)s”", label=_label(value, item)) if isinstance(value, str) else f"{value:g}"
        for value in comparison.values
    ]
    values = reduce(_both if comparison.operator == "between" else _either, shown)
    return woven(str(_CLAUSES[comparison.operator]), **asked, values=values)


def _label(code: str, item: Item | None) -> str:
    options = item.options if item else ()
    return next((words(option.label) for option in options if option.code == code), code)


def value_lines(comparison: Comparison, definition: Definition) -> str:
    """Return a comparison's value as lines to edit."""
    if comparison.value is None:
        return ""
    item = definition.items_by_key.get(comparison.question)
    return "\n".join(_label(value, item) if isinstance(value, str) else f"{value:g}" for value in comparison.values)


def _require_of_kind(item: Item, operator: str) -> None:
    if operator not in OF_KIND[item.kind]:
        offered = ", ".join(f"“{word}”" for name, word in OPERATOR_WORDS.items() if name in OF_KIND[item.kind])
        raise Invalid(None, {"operator": _("This question can only be compared by %(offered)s", offered=offered)})


def comparison_from(item: Item, operator: str, typed: str) -> Condition:
    """Return the comparison an officer chose for a question; raises `Invalid` with the field at fault.

    Answers are given by their words or codes, one on each line; numbers one on each line.
    """
    operator = _meant(item.kind, operator)
    _require_of_kind(item, operator)
    if operator == "answered":
        return Comparison(item.key, operator)
    lines = [clean_line(line) for line in typed.split("\n") if line.strip()]
    if not lines:
        raise Invalid(None, {"value": _("Enter what to compare with")})
    if item.kind in NUMBERS or item.is_computed:
        return Comparison(item.key, operator, _numbers(operator, lines))
    return _with_codes(item, operator, tuple(_code(line, item) for line in lines))


def _with_codes(item: Item, operator: str, codes: tuple[str, ...]) -> Condition:
    if operator in {"eq", "ne"} and len(codes) > 1:
        several = Comparison(item.key, "in", codes)
        # The question must have an answer for either to hold, as for “is not” one answer.
        return several if operator == "eq" else And((Comparison(item.key, "answered"), Not(several)))
    return Comparison(item.key, operator, codes if operator in LISTS else codes[0])


def _meant(kind: str, operator: str) -> str:
    group = "boxes" if kind in CHOICES - ONE_OF else "choice"
    return _MEANT.get((group, operator), operator)


def _numbers(operator: str, lines: list[str]) -> float | tuple[float, ...]:
    texts = [part for line in lines for part in re.split(r"\s+(?:and|to)\s+", line)]
    wanted, needed, said = 1, _("Enter one number"), _("The number")
    if operator == "between":
        wanted, needed, said = 2, _("Enter two numbers, one on each line"), _("Each number")
    if len(texts) != wanted:
        raise Invalid(None, {"value": needed})
    try:
        numbers = [float(read_number(text, said=said) or 0) for text in texts]
    except ValueError as error:
        raise Invalid(None, {"value": str(error)}) from error
    if numbers != sorted(numbers):
        raise Invalid(None, {"value": _("Enter the smaller number first")})
    return tuple(numbers) if wanted == 2 else numbers[0]


def _code(line: str, item: Item) -> str:
    for option in item.options:
        if line.casefold() in {option.code.casefold(), words(option.label).casefold()}:
            return option.code
    raise Invalid(None, {"value": _("“%(line)s” is no answer to “%(words)s”", line=line, words=words(item.label))})


def limits_in_words(item: Item) -> str:
    """Return what an answer to a question must keep to, or nothing."""
    if item.kind in NUMBERS:
        minimum = f"{0 if item.minimum is None else item.minimum:,g}"
        if item.maximum is None:
            whole, any_number = _("%(minimum)s or more, whole numbers only"), _("%(minimum)s or more")
        else:
            whole, any_number = _("%(minimum)s to %(maximum)s, whole numbers only"), _("%(minimum)s to %(maximum)s")
        return (whole if item.whole else any_number) % {
            "minimum": minimum,
            "maximum": "" if item.maximum is None else f"{item.maximum:,g}",
        }
    if item.kind == "budget":
        return _("%(total)s to share out", total=of_total(*item.shared_out))
    if item.kind == "pairwise":
        return ngettext("%(num)s pair for each person", "%(num)s pairs for each person", item.pairs_asked)
    if item.kind == "short_text":
        return _("at most %(longest_line)s characters", longest_line=LONGEST_LINE)
    if item.kind == "long_text":
        if item.max_words:
            return ngettext("at most %(num)s word", "at most %(num)s words", item.max_words)
        return ngettext("at most %(num)s character", "at most %(num)s characters", LONGEST_TEXT)
    return ""


ORDER_WORDS: Mapping[str, str] = {
    "fixed": "",
    "random": _l("answers in random order"),
    "reverse": _l("answers in reverse order for half of the people"),
}


def block_in_words(block: Block) -> str:
    """Return how something to read is called where there is little room."""
    return shorten(words(block.title) or words(block.alt) or words_of_markdown(words(block.text)), 80, placeholder="…")


def order_in_words(item: Item) -> str:
    """Return in which order people are shown the answers to a question, where it is not one for all."""
    return str(ORDER_WORDS[item.order])


def as_text(definition: Definition) -> str:
    """Return all that people read and are asked, one thing on each line, for comparing two versions."""
    lines = [words(definition.introduction)]
    for page in definition.pages:
        lines += [named(words(page.title), definition), named(words(page.text), definition), *_read_on(page)]
        lines += [page_in_words(page, definition)] if page.show_if is not None or page.exit else []
        lines.append(entries_in_words(page))
        for item in page.items:
            lines += _lines_of(item, definition)
    lines += [_("Where people live is asked.")] if definition.settings.asks_area else []
    lines += [_("The equality questions are asked.")] if definition.settings.asks_about_you else []
    lines += [_("Whether answers may be published is asked.")] if definition.settings.asks_consent else []
    return "\n".join(line for line in lines if line)


def _read_on(page: Page) -> Iterator[str]:
    for block in page.blocks:
        yield from (words(block.alt), words(block.title), block.url or "", words(block.text))


def offered_in_words(option: Option, definition: Definition) -> str:
    """Return to whom an option is offered by its condition, to stand behind its words; nothing where there is none."""
    if option.show_if is None:
        return ""
    return _("(only if %(clause)s)", clause=clause(option.show_if, definition))


def _lines_of(item: Item, definition: Definition) -> list[str]:
    rules = [limits_in_words(item), _("must be answered") if item.required else ""]
    rules += [order_in_words(item)]
    rules += [] if item.is_sensitive else [_("exact counts may be published")]
    told = ", ".join(rule for rule in rules if rule)
    label = named(words(item.label), definition)
    asked = f"{label} ({told})" if told else label
    said = [
        asked,
        worked_out_in_words(item, definition),
        asked_in_words(item, definition),
        named(words(item.hint), definition),
    ]
    return [*said, *(f"- {_shown(option)} {offered_in_words(option, definition)}".rstrip() for option in item.offered)]


def _shown(option: Option) -> str:
    label = words(option.label)
    if option.picture is None:
        return label
    return _("%(label)s (picture: %(alt)s)", label=label, alt=words(option.picture.alt))
