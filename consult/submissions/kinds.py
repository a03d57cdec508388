"""The kinds of question of the written response: a position on a scale, and text of any length."""

from collections.abc import Iterable, Mapping
from typing import Any

from consult.contract.questions import AnswerColumn, Kind, Option, Question
from consult.web.choice_fields import RadiosField, choice
from consult.web.fields import LongTextField, look
from consult.web.validators import longest_words, needed

DONT_KNOW = Option(code="dont_know", label="Don’t know", divider="or")
SCALES: Mapping[str, tuple[Option, ...]] = {
    "support": (
        Option(code="strongly_support", label="Strongly support", value=5),
        Option(code="support", label="Support", value=4),
        Option(code="neither", label="Neither support nor oppose", value=3),
        Option(code="oppose", label="Oppose", value=2),
        Option(code="strongly_oppose", label="Strongly oppose", value=1),
        DONT_KNOW,
    ),
    "agreement": (
        Option(code="strongly_agree", label="Strongly agree", value=5),
        Option(code="agree", label="Agree", value=4),
        Option(code="neither", label="Neither agree nor disagree", value=3),
        Option(code="disagree", label="Disagree", value=2),
        Option(code="strongly_disagree", label="Strongly disagree", value=1),
        DONT_KNOW,
    ),
}


def read_code(question: Question, data: Any) -> str | None:
    """Return the chosen option's code."""
    return data or None


def show_code(question: Question, answer: Any) -> str:
    """Return the chosen option's words."""
    return question.option_label(answer) if answer else ""


def count_code(question: Question, answer: Any) -> tuple[str, ...]:
    """Count the answer under its option."""
    return (answer,) if answer else ()


def one_column(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the question one column; for options with their words."""
    return (
        AnswerColumn(
            name=question.key,
            label=question.label,
            kind="code" if question.options else "text",
            values={option.code: option.label for option in question.options},
        ),
    )


def one_cell(question: Question, answer: Any) -> tuple[Any, ...]:
    """Fill that column."""
    return (answer,)


def _scale_field(question: Question) -> Any:
    return RadiosField(
        question.label,
        [needed("Choose one of the answers")] if question.is_required else [],
        description=question.hint,
        choices=[
            choice(option.code, option.label, hint=option.hint, divider=option.divider) for option in question.options
        ],
    )


def _text_field(question: Question) -> Any:
    rules: list[Any] = [needed("Enter your answer")] if question.is_required else []
    if question.most_words:
        rules.append(longest_words(question.most_words))
    return LongTextField(question.label, rules, description=question.hint, render_kw=look(rows=8, spellcheck=True))


def read_text(question: Question, data: Any) -> str | None:
    """Return the text, or nothing when there is none."""
    return data or None


SCALE = Kind(
    name="scale",
    title="Position on a scale",
    make_field=_scale_field,
    read=read_code,
    show=show_code,
    counts=count_code,
    columns=one_column,
    cells=one_cell,
    needs_options=True,
)
LONG_TEXT = Kind(
    name="long_text",
    title="Text of any length",
    make_field=_text_field,
    read=read_text,
    show=lambda question, answer: answer or "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
    is_free_text=True,
)
CORE_KINDS: tuple[Kind, ...] = (SCALE, LONG_TEXT)


def kinds_by_name(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Return the kinds by name."""
    return {kind.name: kind for kind in kinds}
