"""What each kind of question makes of an answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from consult.contract.options import Option
from consult.contract.questions import Answer, Question


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of question: its form field, and how its answers are read, checked, shown, counted and exported.

    `make_field(question)` gives an unbound form field; `read(question, data)` turns the field's data into a plain
    answer, and `from_text(question, cell)` what stands in a cell of a file: either gives `None` when nothing was
    answered. `check(question, answer)` holds an answer, however it came, against the question's own limits. Both
    `from_text` and `check` raise `Invalid` with one sentence; whether a question must be answered is asked by the core.
    `example(question, chance)` makes an answer up. `show` gives an answer in words; `counts` names the values it is
    counted under (none for free text); `columns` and `cells` are its part of an export, of equal length. An answer of a
    kind that `is_multiple` is a list of codes, whose order says something where it `is_ordered`, or, where a sum
    `is_shared`, what each code was given, or, where options are compared (`is_compared`), what was said of each pair
    (`option_pairs.py`); of one that `is_number`, a number. With `types_missing` the export fills cells without an
    answer: `NOT_ASKED` where the person's path passed the question by, otherwise `NOT_ANSWERED`. A form on paper has
    boxes for `paper_options`, whose codes are answers, or `paper_lines` to write on, and says `paper_hint` where it is
    not just options that are ticked. `counted_as` says what the counts are of, where that is not whom an option was
    chosen by. What is written to one that `is_contact` is a name or a way to reach a person: it can be redacted, but
    says nothing that has to be considered. Of one that `is_place`, `locate` returns the latitude and the longitude of a
    point or of the middle of an area, or nothing for words.
    """

    name: str
    title: str
    make_field: Callable[[Question], Any]
    read: Callable[[Question, Any], Answer | None]
    from_text: Callable[[Question, str], Answer | None]
    check: Callable[[Question, Any], None]
    example: Callable[[Question, Random], Answer]
    show: Callable[[Question, Any], str]
    counts: Callable[[Question, Any], Sequence[str]]
    columns: Callable[[Question], "Sequence[AnswerColumn]"]
    cells: Callable[[Question, Any], tuple[Any, ...]]
    is_multiple: bool = False
    is_ordered: bool = False
    is_shared: bool = False
    is_compared: bool = False
    is_number: bool = False
    is_free_text: bool = False
    is_contact: bool = False
    is_place: bool = False
    locate: Callable[[Any], tuple[float, float] | None] = lambda _answer: None
    types_missing: bool = False
    counted_as: str = ""
    paper_lines: int = 1
    paper_hint: str = ""
    paper_options: Callable[[Question], Sequence[Option]] = lambda question: question.offered


@dataclass(frozen=True, kw_only=True)
class AnswerColumn:
    """A column that a question fills: name, label, type and the words for each code.

    Without `takes_missing` it stays empty where there is no answer: another column says why. One that is about a single
    option names its code as `option`, and says `NOT_ASKED` of whoever was not offered it.
    """

    name: str
    label: str
    kind: str = "text"
    values: Mapping[str, str] = field(default_factory=dict)
    takes_missing: bool = True
    option: str = ""
