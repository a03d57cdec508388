"""Kinds of question that are answered by a number: any number, an amount of money, a per cent."""

import math
from dataclasses import replace
from decimal import Decimal
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import (
    MISSING,
    NOT_ANSWERED,
    NOT_ASKED,
    PREFERRED_NOT_TO_SAY,
    Answer,
    AnswerColumn,
    Kind,
    Question,
)
from consult.sdk.texts import plain_number, read_number
from plugins.survey.kind_forms import money_field, number_field, per_cent_field

MAX_NUMBER = 999_999_999_999


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
    return minimum < 0 and any(minimum <= code <= maximum for code in (PREFERRED_NOT_TO_SAY, NOT_ASKED, NOT_ANSWERED))


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


def show_money(question: Question, answer: float | None) -> str:
    """Return an amount as it is written: £12, or £12.50 where there are pence."""
    if answer is None:
        return ""
    return f"£{answer:,.0f}" if answer == int(answer) else f"£{answer:,.2f}"


def money_from_text(question: Question, cell: str) -> Answer | None:
    """Return the amount in a cell, which may have a £ before it."""
    return number_from_text(question, cell.strip().removeprefix("£"))


def check_money(question: Question, answer: object) -> None:
    """Refuse what is no amount within the question's limits, or has parts of a penny."""
    check_number(question, answer)
    if isinstance(answer, int | float) and round(answer, 2) != answer:
        raise Invalid(_("Your answer must be pounds and pence, like 12 or 12.50"))


def per_cent_from_text(question: Question, cell: str) -> Answer | None:
    """Return the per cent in a cell, which may have a % behind it."""
    return number_from_text(question, cell.strip().removesuffix("%"))


def check_per_cent(question: Question, answer: object) -> None:
    """Refuse what is no number within the question's limits; without a maximum it is 100."""
    check_number(question if question.maximum is not None else replace(question, maximum=100), answer)


MONEY = replace(
    NUMBER,
    name="money",
    title=_l("An amount of money"),
    make_field=money_field,
    from_text=money_from_text,
    check=check_money,
    show=show_money,
)
PER_CENT = replace(
    NUMBER,
    name="per_cent",
    title=_l("A per cent"),
    make_field=per_cent_field,
    from_text=per_cent_from_text,
    check=check_per_cent,
    show=lambda question, answer: "" if answer is None else f"{answer:,}%",
)
KINDS = (NUMBER, MONEY, PER_CENT)
