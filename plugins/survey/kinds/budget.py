"""The kind of question in which a fixed sum is shared out over the options."""

from collections.abc import Mapping
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import (
    MISSING,
    Answer,
    AnswerColumn,
    Kind,
    Question,
    check_code,
    require_option,
)
from consult.sdk.texts import clean_line, read_number
from plugins.survey.kind_forms import budget_field
from plugins.survey.units import in_units, of_total


def read_shares(question: Question, data: Mapping[str, int] | None) -> Answer | None:
    """Return what each option was given, in the order of the options; those that were given nothing are left out."""
    if not data:
        return None
    return {option.code: data[option.code] for option in question.options if data.get(option.code)}


def shares_from_text(question: Question, cell: str) -> Answer | None:
    """Return what a cell gives to the options: `Parks: 60; Roads: 40`."""
    found: dict[str, int] = {}
    for part in (part for part in cell.split(";") if clean_line(part)):
        words, colon, typed = part.rpartition(":")
        if not colon:
            raise Invalid(_("Write each option with its number, like “Parks: 60; Roads: 40”"))
        code = require_option(question, words).code
        try:
            number = read_number(typed, is_whole=True)
        except ValueError as error:
            raise Invalid(str(error)) from error
        found[code] = found.get(code, 0) + int(number or 0)
    return read_shares(question, found)


def check_shares(question: Question, answer: object) -> None:
    """Refuse what is no share of an option that is offered, and shares that are not the sum together."""
    if not isinstance(answer, dict) or not all(type(number) is int and number >= 0 for number in answer.values()):
        raise Invalid(_("Your answer must give whole numbers to the options"))
    for code in answer:
        check_code(question, code)
    given = sum(answer.values())
    if given == question.total:
        return
    so_far = of_total(question.total, question.unit, given)
    if given < question.total:
        rest = in_units(question.total - given, question.unit)
        raise Invalid(_("You have shared out %(so_far)s. Share out %(rest)s more", so_far=so_far, rest=rest))
    excess = in_units(given - question.total, question.unit)
    raise Invalid(_("You have shared out %(so_far)s. Take %(excess)s away", so_far=so_far, excess=excess))


def example_shares(question: Question, chance: Random) -> Answer:
    """Make up shares of one option or several, all of them tenths of the sum but for the last."""
    codes = [option.code for option in question.offered]
    chance.shuffle(codes)
    shares: dict[str, int] = {}
    left = question.total
    for code in codes[1:]:
        shares[code] = min(left, chance.choice((0, 1, 2, 3)) * question.total // 10)
        left -= shares[code]
    shares[codes[0]] = left
    return {option.code: shares[option.code] for option in question.offered if shares[option.code]}


def show_shares(question: Question, answer: Mapping[str, int] | None) -> str:
    """Return what each option was given, one on each line."""
    given = answer or {}
    return "\n".join(
        _("%(option)s: %(number)s", option=question.option_label(code), number=in_units(number, question.unit))
        for code, number in given.items()
    )


def share_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give each option a column of its own, called `key__code`, for what it was given."""
    return tuple(
        AnswerColumn(
            option=option.code,
            name=f"{question.key}__{option.code}",
            label=_(
                "%(label)s: given to “%(option)s”, of %(total)s",
                label=question.label,
                option=option.label,
                total=of_total(question.total, question.unit),
            ),
            kind="number",
            values=MISSING,
        )
        for option in question.options
    )


def share_cells(question: Question, answer: Mapping[str, int] | None) -> tuple[int | None, ...]:
    """Say for each option what it was given, or nothing when the question was not answered."""
    if not answer:
        return (None,) * len(question.options)
    return tuple(answer.get(option.code, 0) for option in question.options)


BUDGET = Kind(
    name="budget",
    title=_l("A sum to share out"),
    make_field=budget_field,
    read=read_shares,
    from_text=shares_from_text,
    check=check_shares,
    example=example_shares,
    show=show_shares,
    counts=lambda question, answer: tuple(answer or ()),
    columns=share_columns,
    cells=share_cells,
    is_multiple=True,
    is_shared=True,
    types_missing=True,
    counted_as=_l("Counted here: who gave each option anything."),
    paper_hint=_l("Write a whole number in each box. An empty box is 0."),
)
