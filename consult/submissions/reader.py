"""The one reader of answers: whatever way they come in, they are held against the same questions.

A form, a file or another program gives an answer for each question (`Kind.read`, `Kind.from_text`); `read_answers`
says which of them count, what is wrong with the others, and what cannot be an answer but was said all the same.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consult.contract.files_asked import is_filled_in
from consult.contract.question_kinds import Kind
from consult.contract.questions import CONSENT_KEYS, LONGEST_TEXT, Answers, Question, QuestionPage, leads_to
from consult.kernel.errors import Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import excerpt
from consult.submissions.entries import implied as implied_by_entries

Marks = dict[str, dict[str, Any]]
"""What stands on the original and is no answer, by question: `mark` says why, `said` what stands there."""


class Mark(StrEnum):
    """Why what stands on the original of a response is no answer."""

    LEFT_EMPTY = "left_empty"
    SEVERAL = "several"
    NOT_ASKED = "not_asked"


_WHETHER = re.compile(r"Do you (?P<does>[^?!.:;]{1,100})\?")
"""A question that asks whether something is so, in one sentence."""
_ABOUT_ANSWER = _l("Your answer")


@dataclass
class ReadAnswers:
    """What was read: the answers that count, a sentence for each question that needs another look, and the marks."""

    answers: Answers = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)

    @property
    def is_refusal(self) -> bool:
        """Whether no question has anything beside it, answer or not, but for that about publication."""
        said = {*self.answers, *(key for key, mark in self.marks.items() if "said" in mark)}
        return not said - CONSENT_KEYS


def read_answers(
    pages: Iterable[QuestionPage],
    kinds: Mapping[str, Kind],
    given: Mapping[str, object],
    *,
    faults: Mapping[str, str] | None = None,
    is_original: bool = False,
    is_unfinished: bool = False,
    before: Mapping[str, object] | None = None,
    implied: Mapping[str, object] | None = None,
) -> ReadAnswers:
    """Hold the given answers against the questions of these pages, and keep those on the path that they lead to.

    `faults` are those that were found before anything could be read, by question. An answer to a question that the
    path does not ask, or with an option that it does not offer, is kept as a mark. With `is_original`, the answers are
    copied from something that cannot be asked again: a required question without one, or several where one was asked
    for, are marked and not refused. With `is_unfinished`, what is still empty may stay so. The answers `before` these
    pages decide too what is asked on them. What is worked out of earlier answers is worked out here, whatever is given.
    """
    read = ReadAnswers()
    found = faults or {}
    on_path = {**(before or {})}
    for page in pages:
        is_page_asked = leads_to(page, on_path)
        for question in page.questions:
            if question.work_out is not None:
                _work_out(read, question, on_path, is_asked=is_page_asked and leads_to(question, on_path))
                continue
            answer, sentence = given.get(question.key), found.get(question.key)
            if is_page_asked and leads_to(question, on_path):
                offered = question.offering(on_path)
                kept = offered.keeping(answer := _or_implied(answer, question, implied))
                if sentence is not None or kept is not None or not is_unfinished:
                    _read_one(read, offered, kinds[question.kind], kept, sentence, is_original)
                _hold_against(read, offered, on_path)
                if kept != answer:
                    read.marks[question.key] = {"mark": Mark.NOT_ASKED, "said": answer}
                if question.key in read.answers:
                    on_path[question.key] = kept
            elif answer is not None:
                read.marks[question.key] = {"mark": Mark.NOT_ASKED, "said": answer}
    return read


def _or_implied(answer: object, question: Question, implied: Mapping[str, object] | None) -> object:
    return (implied or {}).get(question.key) if answer is None else answer


def _hold_against(read: ReadAnswers, question: Question, on_path: Answers) -> None:
    if question.clash is not None and question.key in read.answers:
        sentence = question.clash(read.answers[question.key], on_path)
        if sentence:
            read.faults[question.key] = naming(question, sentence)
            del read.answers[question.key]


def _work_out(read: ReadAnswers, question: Question, on_path: Answers, *, is_asked: bool) -> None:
    # Nobody answers it: whatever the form, the file or the program said of it is not looked at.
    answer = question.taken({}, on_path) if is_asked else None
    if answer is not None:
        read.answers[question.key] = on_path[question.key] = answer


def _read_one(
    read: ReadAnswers, question: Question, kind: Kind, answer: object, sentence: str | None, is_original: bool
) -> None:
    key = question.key
    if sentence is not None:
        read.faults[key] = naming(question, sentence)
    elif answer is None and question.is_required:
        if is_original:
            read.marks[key] = {"mark": Mark.LEFT_EMPTY}
        else:
            read.faults[key] = needed_sentence(question)
    elif is_original and isinstance(answer, list) and not kind.is_multiple:
        read.marks[key] = {"mark": Mark.SEVERAL, "said": answer}
    elif answer is not None:
        try:
            _check(question, kind, answer)
        except Invalid as error:
            read.faults[key] = naming(question, str(error))
        else:
            read.answers[key] = answer


def _check(question: Question, kind: Kind, answer: object) -> None:
    if isinstance(answer, str) and len(answer) > LONGEST_TEXT:
        raise Invalid(
            _(
                "Your answer must be %(longest_text)s characters or less. It has %(answer)s",
                longest_text=f"{LONGEST_TEXT:,}",
                answer=f"{len(answer):,}",
            )
        )
    kind.check(question, answer)


def longest_texts(questions: Iterable[Question], kinds: Mapping[str, Kind]) -> int:
    """Return how many characters all free texts of these questions may have together; other kinds ask for none."""
    asked = (kinds.get(question.kind) for question in questions)
    return LONGEST_TEXT * sum(kind is not None and kind.is_free_text for kind in asked)


def said_in(answers: Mapping[str, Any], marks: Mapping[str, Any]) -> Answers:
    """Return all that was said, whether it counts as an answer or not."""
    return {**answers, **{key: one["said"] for key, one in marks.items() if "said" in one}}


def needed_sentence(question: Question) -> str:
    """Return what to say when a question that must be answered is not."""
    if question.options and (asked := _WHETHER.fullmatch(question.label)):
        return _("Select whether you %(asked)s", asked=asked["does"])
    if question.is_statement:
        return _("Select how much you agree or disagree with %(named)s", named=_named(question))
    verb = "Select" if question.options else "Enter"
    return _("%(verb)s your answer to %(named)s", verb=verb, named=_named(question))


def naming(question: Question, sentence: str) -> str:
    """Return a sentence about an answer that says to which question, so that no two links of a summary are alike."""
    if _named(question) in sentence:
        return sentence
    if sentence.startswith(_ABOUT_ANSWER):
        return _(
            "%(about_answer)s to %(named)s%(removeprefix)s",
            about_answer=_ABOUT_ANSWER,
            named=_named(question),
            removeprefix=sentence.removeprefix(_ABOUT_ANSWER),
        )
    return f"{_named(question)}: {sentence}"


def _named(question: Question) -> str:
    return f"“{excerpt(question.label, 100)}”"


def read_form(
    form: Any,
    pages: Iterable[QuestionPage],
    kinds: Mapping[str, Kind],
    *,
    prefix: str = "",
    is_original: bool = False,
    is_unfinished: bool = False,
    before: Mapping[str, object] | None = None,
) -> ReadAnswers | None:
    """Check a form with a field for each question, called by its key after `prefix`, and return its answers.

    `None` when something in it is wrong: then each field says what. What stands in the field of a question that is not
    asked after all is let go, unless it `is_original`. What is still empty in one that `is_unfinished` may stay so.
    """
    form.validate()
    asked = [(page, [*_fields_of(form, page, prefix)]) for page in pages]
    given: dict[str, object] = {}
    faults: dict[str, str] = {}
    for question, typed in (pair for _ignored, pairs in asked for pair in pairs):
        if typed.errors:
            faults[question.key] = typed.errors[0]
        elif is_original and isinstance(typed.data, list) and not kinds[question.kind].is_multiple:
            given[question.key] = typed.data  # several are ticked where one was asked for
        else:
            given[question.key] = kinds[question.kind].read(question, typed.data)
    own = [page for page, _ignored in asked]
    entries = implied_by_entries(own, given, is_original=True) if is_original else None
    read = read_answers(
        own,
        kinds,
        given,
        faults=faults,
        is_original=is_original,
        is_unfinished=is_unfinished,
        before=before,
        implied=entries,
    )
    if not is_original:
        _let_go(form, prefix, faults.keys() - read.faults.keys())
    _put_faults(form, prefix, read.faults, already=faults)
    return None if form.errors else read


def _fields_of(form: Any, page: QuestionPage, prefix: str) -> Iterator[tuple[Question, Any]]:
    return ((question, form[prefix + question.key]) for question in page.questions if is_filled_in(question))


def _let_go(form: Any, prefix: str, keys: Iterable[str]) -> None:
    for key in keys:
        form[prefix + key].errors = []


def _put_faults(form: Any, prefix: str, found: Mapping[str, str], *, already: Mapping[str, str]) -> None:
    for key, sentence in found.items():
        if key in already:
            form[prefix + key].errors = [sentence]
        else:
            form.add_error(prefix + key, sentence)
