"""The codes by which a form on paper, and the screen on which it is entered, call questions and answers.

An answer's code is its number in the files for statistics. So it is the same in every language, and on the form of
every version: whoever enters a form need not read its language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.link_values import asked_of_people, seen_by_people
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question, Questionnaire
from consult.submissions.numbering import numbers_of
from consult.submissions.questionnaires import all_versions

REFUSAL = "R"
"""The code of “Prefer not to say”, which has no number of its own in a file for statistics."""
OptionCodes = Mapping[str, str]
"""What stands on paper for each option of a question, by the option's own code."""


@dataclass(frozen=True)
class Box:
    """A box on paper: the code by which its tick is entered (none where a number is written in it), and its meaning."""

    code: str
    value: str
    label: str


def question_numbers(asked: Questionnaire) -> Mapping[str, int]:
    """Return the number of each question on paper, from 1, by its key; the one after these asks where people live."""
    on_paper = (question for page in seen_by_people(asked.pages) for question in asked_of_people(page))
    return {question.key: number for number, question in enumerate(on_paper, 1)}


def is_ticked(kind: Kind) -> bool:
    """Whether the boxes of such a question are ticked; numbers are written in those of others."""
    return not (kind.is_ordered or kind.is_shared)


def boxes_of(question: Question, kind: Kind, codes: OptionCodes) -> list[Box]:
    """Return the boxes of a question on paper; what is no option of it, but a pair of them, has its place as code."""
    return [
        Box(codes.get(one.code, str(place)) if is_ticked(kind) else "", one.code, one.on_paper)
        for place, one in enumerate(kind.paper_options(question), 1)
    ]


def option_codes(session: Session, activity: Activity) -> Mapping[str, OptionCodes]:
    """Return the codes of the answers to each question that any version of an activity ever asked."""
    history: dict[str, list[Question]] = {}
    for _number, asked in sorted(all_versions(session, activity).items()):
        for question in asked.questions if asked else ():
            history.setdefault(question.key, []).append(question)
    return {key: codes_of(versions) for key, versions in history.items()}


def codes_of(versions: Iterable[Question]) -> OptionCodes:
    """Return the code of each option of a question, from its versions, the oldest first."""
    asked = [*versions]
    numbers = numbers_of([option.code for option in each.options if not option.is_refusal] for each in asked)
    found = {code: str(number) for code, number in numbers.items()}
    for each in asked:
        refusals = (option.code for option in each.options if option.is_refusal)
        found |= {code: REFUSAL * place for place, code in enumerate(refusals, 1)}
    return found
