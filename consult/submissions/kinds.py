"""The core’s kinds of question: a position on a scale, text of any length, and a name."""

from collections.abc import Iterable, Mapping
from random import Random

from consult.contract.options import Option
from consult.contract.question_kinds import AnswerColumn, Kind
from consult.contract.questions import MISSING, PREFERRED_NOT_TO_SAY, Question
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text
from consult.submissions.kind_forms import LONGEST_NAME, name_field, scale_field, text_field

DONT_KNOW = Option(code="dont_know", label=_l("Don’t know"), divider=_l("or"))
SCALES: Mapping[str, tuple[Option, ...]] = {
    "support": (
        Option(code="strongly_support", label=_l("Strongly support"), value=5),
        Option(code="support", label=_l("Support"), value=4),
        Option(code="neither", label=_l("Neither support nor oppose"), value=3),
        Option(code="oppose", label=_l("Oppose"), value=2),
        Option(code="strongly_oppose", label=_l("Strongly oppose"), value=1),
        DONT_KNOW,
    ),
    "agreement": (
        Option(code="strongly_agree", label=_l("Strongly agree"), value=5),
        Option(code="agree", label=_l("Agree"), value=4),
        Option(code="neither", label=_l("Neither agree nor disagree"), value=3),
        Option(code="disagree", label=_l("Disagree"), value=2),
        Option(code="strongly_disagree", label=_l("Strongly disagree"), value=1),
        DONT_KNOW,
    ),
}


def read_code(question: Question, data: str | None) -> str | None:
    """Return the chosen option's code."""
    return data or None


def require_option(question: Question, words: str) -> Option:
    """Return the option with this label or code; raises `Invalid` when there is none."""
    found = question.in_words(words)
    if found is None:
        raise Invalid(_("“%(clean_line)s” is not one of the answers", clean_line=clean_line(words)))
    return found


def code_from_text(question: Question, cell: str) -> str | None:
    """Return the code of the option that a cell of a file names."""
    return require_option(question, cell).code if clean_line(cell) else None


def check_code(question: Question, answer: object) -> None:
    """Refuse what is no option of the question, or one that is no longer offered."""
    option = next((option for option in question.options if option.code == answer), None)
    if option is None:
        raise Invalid(_("“%(answer)s” is not one of the answers", answer=answer))
    if option.is_retired:
        raise Invalid(_("“%(label)s” is no longer one of the answers", label=option.label))


def example_code(question: Question, chance: Random) -> str:
    """Make up a choice, the first options more often than the last."""
    offered = question.offered
    return chance.choices(offered, range(len(offered), 0, -1))[0].code


def show_code(question: Question, answer: str | None) -> str:
    """Return the chosen option's words."""
    return question.option_label(answer) if answer else ""


def count_code(question: Question, answer: str | None) -> tuple[str, ...]:
    """Count the answer under its option."""
    return (answer,) if answer else ()


def code_column(question: Question) -> tuple[AnswerColumn, ...]:
    """Give the question one column, with the words for each code and for why there is none."""
    values = {option.code: option.label for option in question.options if not option.is_refusal}
    values |= {**not_said(question), **MISSING}
    return (AnswerColumn(name=question.key, label=question.label, kind="code", values=values),)


def code_cell(question: Question, answer: object) -> tuple[object, ...]:
    """Fill that column with the code, or with the missing value of who prefers not to say."""
    return (PREFERRED_NOT_TO_SAY if answer in question.is_refusal else answer,)


def not_said(question: Question) -> dict[str, str]:
    """Return the missing value of who prefers not to say, with its words, where there is such an option."""
    label = next((option.label for option in question.options if option.is_refusal), None)
    return {} if label is None else {str(PREFERRED_NOT_TO_SAY): label}


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


def one_cell(question: Question, answer: object) -> tuple[object, ...]:
    """Fill that column."""
    return (answer,)


def read_text(question: Question, data: str | None) -> str | None:
    """Return the text, or nothing when there is none."""
    return data or None


def text_from_text(question: Question, cell: str) -> str | None:
    """Return the text of a cell, its lines kept."""
    return clean_text(cell).strip() or None


def check_text(question: Question, answer: object) -> None:
    """Refuse a text of more words than the question takes."""
    if not isinstance(answer, str):
        raise Invalid(_("Your answer must be a text"))
    if question.most_words and len(answer.split()) > question.most_words:
        raise Invalid(_("Your answer must be %(most_words)s words or less", most_words=f"{question.most_words:,}"))


def check_name(question: Question, answer: object) -> None:
    """Refuse what is no name, or one that is too long."""
    if not isinstance(answer, str) or not clean_line(answer):
        raise Invalid(_("Your answer must be a name"))
    if len(answer) > LONGEST_NAME:
        raise Invalid(_("Your answer must be %(longest)s characters or less", longest=LONGEST_NAME))


def example_text(question: Question, chance: Random) -> str:
    """Make a text up, within the limit of words."""
    said = chance.sample(_SAID, k=len(_SAID))
    return " ".join(" ".join(said).split()[: min(question.most_words or 20, 20)])


_NAMES = (_l("Made-up Person"), _l("Made-up Association"))
_SAID = (
    _l("We use this every week."),
    _l("It should open earlier."),
    _l("I would like to know more first."),
    _l("Thank you for asking."),
)


SCALE = Kind(
    name="scale",
    title=_l("Position on a scale"),
    make_field=scale_field,
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
LONG_TEXT = Kind(
    name="long_text",
    title=_l("An answer in people’s own words"),
    make_field=text_field,
    read=read_text,
    from_text=text_from_text,
    check=check_text,
    example=example_text,
    show=lambda question, answer: answer or "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
    is_free_text=True,
    paper_lines=8,
)
NAME = Kind(
    name="name",
    title=_l("Name"),
    make_field=name_field,
    read=lambda question, data: clean_line(data or "") or None,
    from_text=lambda question, cell: clean_line(cell) or None,
    check=check_name,
    example=lambda question, chance: str(chance.choice(_NAMES)),
    show=lambda question, answer: answer or "",
    counts=lambda question, answer: (),
    columns=one_column,
    cells=one_cell,
    is_free_text=True,
    is_contact=True,
)
CORE_KINDS: tuple[Kind, ...] = (SCALE, LONG_TEXT, NAME)


def kinds_by_name(kinds: Iterable[Kind]) -> dict[str, Kind]:
    """Return the kinds by name."""
    return {kind.name: kind for kind in kinds}
