"""The kind of question with boxes to tick, any number of them."""

from collections.abc import Collection, Iterable
from random import Random

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import lines_together
from consult.sdk.questions import (
    MISSING,
    PREFERRED_NOT_TO_SAY,
    Answer,
    AnswerColumn,
    Kind,
    Question,
    check_code,
    not_said,
    require_option,
)
from consult.sdk.texts import clean_line
from plugins.survey.kind_forms import checkboxes_field


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
    return lines_together([question.option_label(code) for code in answer or ()])


def box_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give each option a column of its own, called `key__code`."""
    return tuple(
        AnswerColumn(
            option=option.code,
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
    return tuple([1 if option.code in answer else 0 for option in question.options])


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
