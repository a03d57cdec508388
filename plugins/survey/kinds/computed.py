"""The kind that nobody answers: a number that is worked out from earlier answers."""

from dataclasses import replace

from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.questions import AnswerColumn, Question
from consult.sdk.texts import plain_number
from plugins.survey.kinds.numbers import NUMBER, number_cells, number_column

SHOWN_DECIMALS = 2


def _limited(question: Question) -> Question:
    # Without a least it has none; that of a number is then 0.
    return question if question.minimum is not None else replace(question, minimum=-1e12)


def computed_column(question: Question) -> tuple[AnswerColumn, ...]:
    """Give it the columns of a number, two where it can look like a missing value."""
    return number_column(_limited(question))


def computed_cells(question: Question, answer: object) -> tuple[object, ...]:
    """Fill these columns."""
    return number_cells(_limited(question), answer)


def show_computed(question: Question, answer: float | None) -> str:
    """Return the number as people read it, with two decimals at most."""
    return "" if answer is None else f"{plain_number(round(answer, SHOWN_DECIMALS)):,}"


COMPUTED = replace(
    NUMBER,
    name="computed",
    title=_l("A number worked out from other answers"),
    show=show_computed,
    columns=computed_column,
    cells=computed_cells,
    counted_as=_l("Nobody was asked this: it is worked out from other answers."),
)
