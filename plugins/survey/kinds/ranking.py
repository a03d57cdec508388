"""The kind of question whose options are put in order."""

from collections.abc import Sequence
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import lines_together
from consult.sdk.questions import (
    MISSING,
    NOT_ANSWERED,
    Answer,
    AnswerColumn,
    Kind,
    Question,
    check_code,
    require_option,
)
from consult.sdk.texts import clean_line
from plugins.survey.kind_forms import ranking_field


def read_order(question: Question, data: Sequence[str] | None) -> Answer | None:
    """Return the codes in the order in which they were put, the first first."""
    return list(data) if data else None


def order_from_text(question: Question, cell: str) -> Answer | None:
    """Return the codes of the options that a cell names in order, with a semicolon between them."""
    return [require_option(question, part).code for part in cell.split(";") if clean_line(part)] or None


def check_order(question: Question, answer: object) -> None:
    """Refuse what is no option, no longer offered, or put in two places."""
    if not isinstance(answer, list) or not answer or len(set(answer)) != len(answer):
        raise Invalid(_("Your answer must be a list of different options"))
    for code in answer:
        check_code(question, code)


def example_order(question: Question, chance: Random) -> Answer:
    """Make up an order of all options, or of the first few."""
    codes = [option.code for option in question.offered]
    chance.shuffle(codes)
    return codes[: chance.choice((len(codes), min(3, len(codes))))]


def show_order(question: Question, answer: Sequence[str] | None) -> str:
    """Return the options in order, one on each line with its place."""
    return lines_together([question.option_label(code) for code in answer or ()], is_numbered=True)


def place_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give each option a column of its own, called `key__code`, for its place."""
    return tuple(
        AnswerColumn(
            option=option.code,
            name=f"{question.key}__{option.code}",
            label=_("%(label)s: place of “%(option)s”", label=question.label, option=option.label),
            kind="number",
            values=MISSING,
        )
        for option in question.options
    )


def place_cells(question: Question, answer: Sequence[str] | None) -> tuple[int | None, ...]:
    """Say for each option in which place it was put; who put only some in order did not answer about the others."""
    if not answer:
        return (None,) * len(question.options)
    places = {code: place for place, code in enumerate(answer, 1)}
    return tuple(places.get(option.code, NOT_ANSWERED) for option in question.options)


RANKING = Kind(
    name="ranking",
    title=_l("Options to put in order"),
    make_field=ranking_field,
    read=read_order,
    from_text=order_from_text,
    check=check_order,
    example=example_order,
    show=show_order,
    counts=lambda question, answer: (answer[0],) if answer else (),
    columns=place_columns,
    cells=place_cells,
    is_multiple=True,
    is_ordered=True,
    types_missing=True,
    counted_as=_l("Counted here: who put each option first."),
    paper_hint=_l("Write 1 in the box of what matters most to you, then 2, 3 and so on."),
)
