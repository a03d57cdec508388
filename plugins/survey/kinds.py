"""The kinds of question a survey adds: radios, checkboxes, Likert item, short text and number."""

import math
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import (
    LONG_TEXT,
    MISSING,
    NOT_ANSWERED,
    NOT_ASKED,
    PREFERRED_NOT_TO_SAY,
    Answer,
    AnswerColumn,
    Kind,
    Question,
    check_code,
    check_text,
    code_cell,
    code_column,
    code_from_text,
    count_code,
    example_code,
    example_text,
    not_said,
    one_cell,
    one_column,
    read_code,
    read_text,
    require_option,
    show_code,
)
from consult.sdk.texts import clean_line, plain_number, read_number
from plugins.survey.definition import DONT_KNOW, PREFER_NOT, Item, words
from plugins.survey.kind_forms import checkboxes_field, number_field, radios_field, short_text_field
from plugins.survey.phrases import LONGEST_LINE

MAX_NUMBER = 999_999_999_999


def read_codes(question: Question, data: Iterable[str] | None) -> Answer | None:
    """Return the codes of the ticked boxes, in the order of the options."""
    ticked = set(data or ())
    return [option.code for option in question.options if option.code in ticked] or None


def codes_from_text(question: Question, cell: str) -> Answer | None:
    """Return the codes of the options that a cell names, each once, with a semicolon between them."""
    alone = question.in_words(cell)
    parts = [part for part in cell.split(";") if clean_line(part)] if alone is None else []
    chosen = [require_option(question, part).code for part in parts] if alone is None else [alone.code]
    return read_codes(question, chosen)


def check_codes(question: Question, answer: object) -> None:
    """Refuse what is no option, no longer offered or named twice, and an option that stands alone beside another."""
    if not isinstance(answer, list) or len(set(answer)) != len(answer):
        raise Invalid(_("Your answer must be a list of different options"))
    for code in answer:
        check_code(question, code)
    alone = [option for option in question.options if option.is_exclusive and option.code in answer]
    if alone and len(answer) > 1:
        raise Invalid(_("Select either “%(label)s” or the other options, not both", label=alone[0].label))


def example_codes(question: Question, chance: Random) -> Answer:
    """Make up some ticks: up to three, or one that stands alone."""
    wanted = chance.sample(question.offered, k=min(len(question.offered), chance.randint(1, 3)))
    together = [option.code for option in question.offered if option in wanted and not option.is_exclusive]
    return together or [wanted[0].code]


def show_codes(question: Question, answer: Iterable[str] | None) -> str:
    """Return the words of the ticked boxes, one on each line."""
    return "\n".join(question.option_label(code) for code in answer or ())


def box_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give each option a column of its own, called `key__code`."""
    return tuple(
        AnswerColumn(
            name=f"{question.key}__{option.code}",
            label=f"{question.label}: {option.label}",
            kind="code",
            values={"0": _("Not chosen"), "1": "Chosen", **not_said(question), **MISSING},
        )
        for option in question.options
    )


def box_cells(question: Question, answer: Collection[str] | None) -> tuple[int | None, ...]:
    """Say for each option whether it was chosen, or nothing when the question was not answered.

    Of who prefers not to say, nothing is known about the other options.
    """
    if not answer:
        return (None,) * len(question.options)
    if not question.is_refusal.isdisjoint(answer):
        return tuple(1 if option.code in answer else PREFERRED_NOT_TO_SAY for option in question.options)
    return tuple(int(option.code in answer) for option in question.options)


def read_number_field(question: Question, data: Decimal | int | None) -> Answer | None:
    """Return the number, whole where it is whole."""
    return None if data is None else plain_number(data)


def number_from_text(question: Question, cell: str) -> Answer | None:
    """Return the number in a cell."""
    try:
        return read_number_field(question, read_number(cell, is_whole=question.is_whole))
    except ValueError as error:
        raise Invalid(str(error)) from error


def check_number(question: Question, answer: object) -> None:
    """Refuse what is no number, has decimals where a whole one is asked for, or is beyond the question's limits."""
    if not isinstance(answer, int | float) or isinstance(answer, bool) or not math.isfinite(answer):
        raise Invalid(_("Your answer must be a number, like 15 or 2.5"))
    if question.is_whole and answer != int(answer):
        raise Invalid(_("Your answer must be a whole number, like 15"))
    # Without a minimum it is 0: negative numbers must not be mistaken for what exports write for a missing answer.
    minimum = 0 if question.minimum is None else question.minimum
    maximum = MAX_NUMBER if question.maximum is None else question.maximum
    if answer < minimum:
        raise Invalid(_("Your answer must be %(plain_number)s or more", plain_number=f"{plain_number(minimum):,}"))
    if answer > maximum:
        raise Invalid(_("Your answer must be %(plain_number)s or less", plain_number=f"{plain_number(maximum):,}"))


def example_number(question: Question, chance: Random) -> Answer:
    """Make up a number within the limits, a whole one where there is one."""
    minimum = 0 if question.minimum is None else question.minimum
    maximum = max(minimum, 100) if question.maximum is None else question.maximum
    whole = range(math.ceil(min(minimum, maximum)), math.floor(maximum) + 1)
    return chance.choice(whole) if whole else plain_number(maximum)


def _check_line(question: Question, answer: str) -> None:
    check_text(question, answer)
    if len(answer) > LONGEST_LINE:
        raise Invalid(_("Your answer must be %(longest_line)s characters or less", longest_line=f"{LONGEST_LINE:,}"))


def _line_from_text(question: Question, cell: str) -> Answer | None:
    return clean_line(cell) or None


def number_column(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the number one column, and a second one for why there is none where a missing value could be a number."""
    if not may_be_missing_value(question):
        return (AnswerColumn(name=question.key, label=question.label, kind="number", values=MISSING),)
    why = {"0": "Answered", **MISSING}
    return (
        AnswerColumn(name=question.key, label=question.label, kind="number", takes_missing=False),
        AnswerColumn(
            name=f"{question.key}__missing",
            label=_("%(label)s: answered?", label=question.label),
            kind="code",
            values=why,
        ),
    )


def number_cells(question: Question, answer: object) -> tuple[object, ...]:
    """Fill these columns."""
    return (answer, 0) if may_be_missing_value(question) else (answer,)


def may_be_missing_value(question: Question) -> bool:
    """Whether a number within the limits looks like a missing value; without a minimum, none below 0 is taken."""
    minimum, maximum = question.minimum or 0, math.inf if question.maximum is None else question.maximum
    return any(minimum <= code <= maximum for code in (PREFERRED_NOT_TO_SAY, NOT_ASKED, NOT_ANSWERED))


RADIOS = Kind(
    name="radios",
    title=_l("One of several answers"),
    make_field=radios_field,
    read=read_code,
    from_text=code_from_text,
    check=check_code,
    example=example_code,
    show=show_code,
    counts=count_code,
    columns=code_column,
    cells=code_cell,
    types_missing=True,
)
CHECKBOXES = Kind(
    name="checkboxes",
    title=_l("Any number of answers"),
    make_field=checkboxes_field,
    read=read_codes,
    from_text=codes_from_text,
    check=check_codes,
    example=example_codes,
    is_multiple=True,
    show=show_codes,
    counts=lambda question, answer: tuple(answer or ()),
    columns=box_columns,
    cells=box_cells,
    types_missing=True,
)
LIKERT = Kind(
    name="likert",
    title=_l("Statement with a scale"),
    make_field=radios_field,
    read=read_code,
    from_text=code_from_text,
    check=check_code,
    example=example_code,
    show=show_code,
    counts=count_code,
    columns=code_column,
    cells=code_cell,
    types_missing=True,
)
SHORT_TEXT = Kind(
    name="short_text",
    title=_l("A few words"),
    make_field=short_text_field,
    read=read_text,
    from_text=_line_from_text,
    check=_check_line,
    example=example_text,
    show=lambda question, answer: answer or "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
    is_free_text=True,
)
NUMBER = Kind(
    name="number",
    title=_l("A number"),
    make_field=number_field,
    read=read_number_field,
    from_text=number_from_text,
    check=check_number,
    example=example_number,
    show=lambda question, answer: "" if answer is None else f"{answer:,}",
    counts=lambda question, answer: (),
    columns=number_column,
    cells=number_cells,
    is_number=True,
    types_missing=True,
)
KINDS: tuple[Kind, ...] = (RADIOS, CHECKBOXES, LIKERT, SHORT_TEXT, NUMBER)
_ALL = {kind.name: kind for kind in (*KINDS, LONG_TEXT)}


def all_kinds() -> Mapping[str, Kind]:
    """Return every kind of question a survey may ask, by name."""
    return _ALL


def missing_values(item: Item) -> list[str]:
    """Return what stands in the columns of a question where there is no answer, with its meaning."""
    dont_know = [f"{option.code} = {words(option.label)}" for option in item.options if option.missing == DONT_KNOW]
    refused = [words(option.label) for option in item.options if option.missing == PREFER_NOT][:1]
    typed = MISSING.items() if _ALL[item.kind].types_missing else ()
    return [
        *dont_know,
        *(f"{PREFERRED_NOT_TO_SAY} = {label}" for label in refused),
        *(f"{value} = {meaning}" for value, meaning in typed),
    ]
