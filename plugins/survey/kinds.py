"""The kinds of question a survey adds: radios, checkboxes, Likert item, short text and number."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from consult.sdk import (
    LONG_TEXT,
    NOT_ANSWERED,
    NOT_ASKED,
    PREFERRED_NOT_TO_SAY,
    Answer,
    AnswerColumn,
    Kind,
    Question,
    count_code,
    one_cell,
    one_column,
    read_code,
    read_text,
    show_code,
)
from consult.sdk.forms import (
    CheckboxesField,
    NumberField,
    RadiosField,
    TextField,
    choice,
    longest,
    look,
    needed,
)
from plugins.survey.document import words
from plugins.survey.schemas import DONT_KNOW, PREFER_NOT

LONGEST_LINE = 200
MOST_NUMBER = 999_999_999_999
MISSING = {str(NOT_ASKED): "Not asked", str(NOT_ANSWERED): "Not answered"}


def _choices(question: Question) -> list[Any]:
    return [
        choice(one.code, one.label, hint=one.hint, divider=one.divider, exclusive=one.is_exclusive)
        for one in question.options
        if not one.is_retired
    ]


def _required(question: Question, sentence: str) -> list[Any]:
    return [needed(sentence)] if question.is_required else []


def _radios(question: Question) -> Any:
    rules = _required(question, "Choose one of the answers")
    return RadiosField(question.label, rules, description=question.hint, choices=_choices(question))


def _checkboxes(question: Question) -> Any:
    rules = _required(question, "Choose at least one of the answers")
    hint = question.hint or "Choose all that apply."
    return CheckboxesField(question.label, rules, description=hint, choices=_choices(question))


def _short_text(question: Question) -> Any:
    rules = [*_required(question, "Enter your answer"), longest(LONGEST_LINE)]
    return TextField(question.label, rules, description=question.hint)


def _number(question: Question) -> Any:
    return NumberField(
        question.label,
        _required(question, "Enter a number"),
        description=question.hint,
        least=_plain_number(-MOST_NUMBER if question.least is None else question.least),
        most=_plain_number(MOST_NUMBER if question.most is None else question.most),
        render_kw=look(width=10),
    )


def _plain_number(value: float | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def read_codes(question: Question, data: Any) -> Answer | None:
    """Return the codes of the ticked boxes, in the order of the options."""
    ticked = set(data or ())
    return [one.code for one in question.options if one.code in ticked] or None


def show_codes(question: Question, answer: Any) -> str:
    """Return the words of the ticked boxes, one on each line."""
    return "\n".join(question.option_label(code) for code in answer or ())


def box_columns(question: Question) -> tuple[AnswerColumn, ...]:
    """Give each option a column of its own, called `key__code`."""
    return tuple(
        AnswerColumn(
            name=f"{question.key}__{one.code}",
            label=f"{question.label}: {one.label}",
            kind="code",
            values={"0": "Not chosen", "1": "Chosen", **_not_said(question), **MISSING},
        )
        for one in question.options
    )


def box_cells(question: Question, answer: Any) -> tuple[Any, ...]:
    """Say for each option whether it was chosen, or nothing when the question was not answered.

    Of who prefers not to say, nothing is known about the other options.
    """
    if not answer:
        return (None,) * len(question.options)
    if not question.says_nothing.isdisjoint(answer):
        return tuple(1 if one.code in answer else PREFERRED_NOT_TO_SAY for one in question.options)
    return tuple(int(one.code in answer) for one in question.options)


def read_number(question: Question, data: Any) -> Answer | None:
    """Return the number, whole where it is whole."""
    return None if data is None else _plain_number(data)


def number_column(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the number one column."""
    return (AnswerColumn(name=question.key, label=question.label, kind="number", values=MISSING),)


def code_column(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the question one column, with the words for each code and for why there is none."""
    values = {option.code: option.label for option in question.options if not option.says_nothing}
    values |= {**_not_said(question), **MISSING}
    return (AnswerColumn(name=question.key, label=question.label, kind="code", values=values),)


def code_cell(question: Question, answer: Any) -> tuple[Any, ...]:
    """Fill that column with the code, or with the missing value of who prefers not to say."""
    return (PREFERRED_NOT_TO_SAY if answer in question.says_nothing else answer,)


def _not_said(question: Question) -> dict[str, str]:
    label = next((option.label for option in question.options if option.says_nothing), None)
    return {} if label is None else {str(PREFERRED_NOT_TO_SAY): label}


RADIOS = Kind(
    name="radios",
    title="One of several answers",
    make_field=_radios,
    read=read_code,
    show=show_code,
    counts=count_code,
    columns=code_column,
    cells=code_cell,
    needs_options=True,
    types_missing=True,
)
CHECKBOXES = Kind(
    name="checkboxes",
    title="Any number of answers",
    make_field=_checkboxes,
    read=read_codes,
    show=show_codes,
    counts=lambda question, answer: tuple(answer or ()),
    columns=box_columns,
    cells=box_cells,
    needs_options=True,
    types_missing=True,
)
LIKERT = Kind(
    name="likert",
    title="Statement with a scale",
    make_field=_radios,
    read=read_code,
    show=show_code,
    counts=count_code,
    columns=code_column,
    cells=code_cell,
    needs_options=True,
    types_missing=True,
)
SHORT_TEXT = Kind(
    name="short_text",
    title="A few words",
    make_field=_short_text,
    read=read_text,
    show=lambda question, answer: answer or "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
    is_free_text=True,
)
NUMBER = Kind(
    name="number",
    title="A number",
    make_field=_number,
    read=read_number,
    show=lambda question, answer: "" if answer is None else f"{answer:,}",
    counts=lambda question, answer: (),
    columns=number_column,
    cells=one_cell,
    types_missing=True,
)
KINDS: tuple[Kind, ...] = (RADIOS, CHECKBOXES, LIKERT, SHORT_TEXT, NUMBER)
_ALL = {kind.name: kind for kind in (*KINDS, LONG_TEXT)}


def preview_fields(questions: Sequence[Question]) -> dict[str, Any]:
    """Return the form fields of a page’s questions, as the journey makes them."""
    return {one.key: _ALL[one.kind].make_field(one) for one in questions}


def missing_values(item: Mapping[str, Any]) -> list[str]:
    """Return what stands in the columns of a question where there is no answer, with its meaning."""
    dont_know = [f"{one['code']} = {words(one['label'])}" for one in item["options"] if one["missing"] == DONT_KNOW]
    refused = [words(one["label"]) for one in item["options"] if one["missing"] == PREFER_NOT][:1]
    typed = MISSING.items() if _ALL[item["kind"]].types_missing else ()
    return [
        *dont_know,
        *(f"{PREFERRED_NOT_TO_SAY} = {label}" for label in refused),
        *(f"{value} = {meaning}" for value, meaning in typed),
    ]
