"""Questions as values: what is asked, page by page."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import is_
from typing import Any

from consult.contract.answer_rules import AnswerRule
from consult.contract.blocks import PageBlock
from consult.contract.entries import Entry
from consult.contract.options import Option
from consult.contract.own_words import in_words_for
from consult.contract.parts import Part
from consult.contract.quotas import Quota
from consult.kernel.foreign import side_by_side, woven
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import folded

PREFERRED_NOT_TO_SAY = -7
NOT_ASKED = -8
NOT_ANSWERED = -9
MISSING = {str(NOT_ASKED): _l("Not asked"), str(NOT_ANSWERED): _l("Not answered")}
"""What stands in a column where there is no answer, with its meaning."""
LONGEST_TEXT = 100_000
"""The most characters that any answer may have."""

CONSENT_KEY = "consent_to_publish"
NAME_KEY = "name_to_publish"
CONSENT_KEYS = frozenset({CONSENT_KEY, NAME_KEY})
"""Whether what was written may be published, and under which name: asked by the core behind every other question."""

Answer = str | int | float | list[str] | dict[str, int]
Answers = dict[str, Any]


def asks(words: str) -> bool:
    """Whether words end as a question does, also in Arabic, Chinese and Greek."""
    return words.rstrip().endswith(("?", "؟", "？", "\u037e"))  # noqa: RUF001 (these are the marks)


HOW_FAR = _l("How much do you agree or disagree with this statement?")


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question; its key is a variable name for ever, never used again for another meaning.

    Of one that `is_sensitive` no exact count is ever published; whoever asks says that it is not. `is_asked`,
    `asked_if` and `depends_on` say of a question what they say of a page; it may depend on earlier questions of its own
    page too. One with an `option_above` says more of that option: it is shown beneath it, within the last question
    before it that has none. Where a sum is shared out over the options, it is `total`, of some `unit`; where options
    are compared, so many `pairs`. What `seed` and `order` make of it, `option_orders.py` and `option_pairs.py` say.
    Words that show answers to earlier questions, which `shows` names, show the names of these questions:
    `words_for(answers)` gives the words for the very person who gave these answers, and for nobody else. One that
    `is_hidden` is never asked: its answer comes with the link, or it is what `work_out` makes of the answers on the
    path before it, whatever anybody sends. One with `endings` is answered by a file of these kinds (`files_asked.py`).
    `clash` says what is wrong with an answer beside those before it by its `rules`: nothing where they fit.
    """

    key: str
    kind: str
    label: str
    hint: str = ""
    is_required: bool = False
    options: tuple[Option, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    most_words: int | None = None
    total: int = 100
    unit: str = "points"
    is_whole: bool = False
    is_public: bool = True
    is_sensitive: bool = True
    is_asked: Callable[[Mapping[str, Any]], bool] | None = None
    asked_if: str = ""
    depends_on: frozenset[str] = frozenset()
    option_above: str = ""
    order: str = "fixed"
    pairs: int = 0
    seed: str = ""
    is_hidden: bool = False
    work_out: Callable[[Mapping[str, Any]], float | None] | None = None
    endings: tuple[str, ...] = ()
    clash: Callable[[Any, Mapping[str, Any]], str] | None = None
    rules: tuple[AnswerRule, ...] = ()
    shows: frozenset[str] = frozenset()
    words_for: Callable[[Mapping[str, object]], Mapping[str, Any]] | None = None

    @cached_property
    def is_statement(self) -> bool:
        """Whether the label asks nothing, and the options are to agree or to disagree with it."""
        said = (words for option in self.options for words in (option.label, option.code.replace("_", " ")))
        ends = {words.casefold().rpartition(" ")[2] for words in said}
        return {"agree", "disagree"} <= ends and not asks(self.label)

    @property
    def compares(self) -> frozenset[str]:
        """The keys of the earlier questions whose answers its rules hold it against."""
        return frozenset(rule.key for rule in self.rules)

    @property
    def asked(self) -> str:
        """What is asked: the label, or how far one agrees with the statement that it is."""
        return HOW_FAR if self.is_statement else self.label

    @property
    def beneath(self) -> str:
        """What stands beneath what is asked: the statement, and the hint."""
        if not self.is_statement:
            return self.hint
        return side_by_side(woven("“%(label)s”", label=self.label), self.hint)

    @property
    def in_full(self) -> str:
        """What is asked, with the statement that it is asked about, in one line."""
        return side_by_side(HOW_FAR, woven("“%(label)s”", label=self.label)) if self.is_statement else self.label

    def option_label(self, code: str) -> str:
        """Return the words of an option, or the code itself when the option is no longer offered."""
        return self._labels.get(code, code)

    def in_words(self, words: str) -> Option | None:
        """Return the option with this label or code, whatever its case, spaces and quotes; `None` for no option."""
        return self._by_words.get(folded(words))

    @cached_property
    def _by_words(self) -> Mapping[str, Option]:
        # What is still offered goes before what is not, and a label before a code.
        found: dict[str, Option] = {}
        for option in sorted(self.options, key=lambda option: option.is_retired):
            found.setdefault(folded(option.label), option)
        for option in self.options:
            found.setdefault(folded(option.code), option)
        return found

    @cached_property
    def offered(self) -> tuple[Option, ...]:
        """The options that can be chosen now."""
        return tuple(option for option in self.options if not option.is_retired and not option.is_withheld)

    def offering(self, on_path: Mapping[str, Any]) -> "Question":
        """Return the question with those options withheld that are not offered after these answers."""
        withheld = {option.code for option in self._conditional if not leads_to(option, on_path)}
        if not withheld:
            return self
        options = (replace(option, is_withheld=option.code in withheld) for option in self.options)
        return replace(self, options=tuple(options))

    def keeping(self, answer: Any) -> Any:
        """Return an answer without the options that are withheld; nothing where none is left."""
        if not self._withheld:
            return answer
        if isinstance(answer, list):
            return [code for code in answer if code not in self._withheld] or None
        if isinstance(answer, dict):
            return {code: number for code, number in answer.items() if code not in self._withheld} or None
        return None if answer in self._withheld else answer

    def taken(self, given: Mapping[str, Any], on_path: Mapping[str, Any]) -> Any:
        """Return the answer to the question as it is offered: what was given, or what is worked out instead."""
        if self.work_out is not None:
            return self.work_out(on_path)
        return self.keeping(given.get(self.key))

    @cached_property
    def _conditional(self) -> tuple[Option, ...]:
        return tuple(option for option in self.options if option.is_asked is not None)

    @cached_property
    def _withheld(self) -> frozenset[str]:
        return frozenset(option.code for option in self.options if option.is_withheld)

    @cached_property
    def is_refusal(self) -> frozenset[str]:
        """The codes of the options by which a person prefers not to say."""
        return frozenset(option.code for option in self.options if option.is_refusal)

    @cached_property
    def _labels(self) -> Mapping[str, str]:
        return {option.code: option.label for option in self.options}


@dataclass(frozen=True, kw_only=True)
class QuestionPage:
    """What is asked together on one page; `is_asked(answers)` says whether the path of these answers reaches it.

    `asked_if` says the same in words, for a form on paper: it ends the sentence “Answer this only if …”.
    `depends_on` are the keys of the questions on which it depends, so that a preview keeps these answers alone. Its
    words may show answers as those of a question do.
    One that `is_exit` is the last of whoever is led to it (`consult/contract/exits.py`). One with an `entry` asks what
    can be added again, or lists what was (`consult/contract/entries.py`).
    Its `blocks` are read behind its text, before its questions.
    """

    id: str
    title: str
    questions: tuple[Question, ...]
    text: str = ""
    is_asked: Callable[[Mapping[str, Any]], bool] | None = None
    asked_if: str = ""
    depends_on: frozenset[str] = frozenset()
    is_exit: bool = False
    blocks: tuple[PageBlock, ...] = ()
    entry: Entry | None = None
    shows: frozenset[str] = frozenset()
    words_for: Callable[[Mapping[str, object]], Mapping[str, Any]] | None = None

    @cached_property
    def may_be_passed_by(self) -> bool:
        """Whether some answers lead past this page: by its own condition, or by those of all its questions."""
        conditional = [question.is_asked is not None for question in self.questions]
        return self.is_asked is not None or (bool(conditional) and all(conditional))

    @cached_property
    def is_personal(self) -> bool:
        """Whether anything on it shows what one person answered, so that nobody else may ever be sent the same page."""
        is_list = self.entry is not None and self.entry.is_list
        return is_list or bool(self.shows) or any(question.shows for question in self.questions)

    @property
    def asked_on(self) -> tuple[str, ...]:
        """What tells this page, with what is asked and offered on it, from others of its questionnaire."""
        withheld = (f"-{key}.{option.code}" for key, option in self._options() if option.is_withheld)
        return (self.id, *(question.key for question in self.questions), *withheld)

    def _options(self) -> Iterator[tuple[str, Option]]:
        return ((question.key, option) for question in self.questions for option in question.options)

    @property
    def standing_alone(self) -> tuple[Question, ...]:
        """The questions that are not shown beneath an option of another one."""
        return tuple(question for question in self.questions if not question.option_above)

    @property
    def asks_for_all(self) -> bool:
        """Whether the title asks what each of several statements beneath it is answered to."""
        return len(self.standing_alone) > 1 and asks(str(self.title))

    def leaves_open(self, question: Question) -> bool:
        """Whether a question is asked or not by what is answered on this very page."""
        return any(other.key in question.depends_on for other in self.questions)

    def asking(self, questions: Sequence[Question]) -> "QuestionPage":
        """Return the page with these of its questions alone."""
        is_whole = len(questions) == len(self.questions) and all(map(is_, questions, self.questions))
        return self if is_whole else replace(self, questions=tuple(questions))


@dataclass(frozen=True, kw_only=True)
class Questionnaire:
    """One version of what an activity asks; never changed once somebody has answered it.

    It has a `translated_title` where its reader does not call it as the council calls its activity. With `parts`,
    people open these in the order they like, as far as conditions allow.
    """

    activity_id: int
    version: int
    title: str
    introduction: str = ""
    pages: tuple[QuestionPage, ...]
    asks_area: bool = True
    asks_about_you: bool = True
    asks_consent: bool = False
    quotas: tuple[Quota, ...] = ()
    translated_title: str = ""
    parts: tuple[Part, ...] = ()

    @cached_property
    def own_questions(self) -> tuple[Question, ...]:
        """The questions in order without those that the core adds, about consent to publication."""
        return tuple(question for question in self.questions if question.key not in CONSENT_KEYS)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(question for page in self.pages for question in page.questions)

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        """The questions by key."""
        return {question.key: question for question in self.questions}

    def path(self, answers: Mapping[str, object]) -> Iterator[tuple[QuestionPage, Question]]:
        """Yield the questions that these answers lead to; an answer to what was not asked leads nowhere.

        An answer is looked up only after its question was yielded.
        """
        return _led_to(self.pages, answers, {})

    def asked_keys(self, answers: Mapping[str, object]) -> frozenset[str]:
        """Return the keys of the questions that these answers lead to."""
        return frozenset(question.key for _ignored, question in self.path(answers))

    def reachable(self, answers: Mapping[str, object]) -> Iterator[QuestionPage]:
        """Yield the pages that these answers lead to, each with the questions that are asked on it.

        A page of whose questions none is asked is passed by.
        """
        if self._is_unconditional:
            yield from self.pages
            return
        on_path: Answers = {}
        for page in self.pages:
            asked = [question for _ignored, question in _led_to((page,), answers, on_path)]
            if asked or (not page.questions and leads_to(page, on_path)):
                yield page.asking(asked)

    def as_shown(self, page: QuestionPage, answers: Mapping[str, object]) -> tuple[QuestionPage, Answers]:
        """Return a page as somebody with these answers is shown it, and the answers that lead there.

        A question that depends on another one of the page is shown: whether it is asked is known once the page is sent.
        """
        before: Answers = {}
        place = self.pages.index(page) if page in self.pages else len(self.pages)
        for _led in _led_to(self.pages[:place], answers, before):
            pass
        shown: list[Question] = []
        for question in page.questions:
            is_open = any(other.key in question.depends_on for other in shown) and _has_its_option(question, shown)
            if (is_open or leads_to(question, before)) and not question.is_hidden:
                shown.append(in_words_for(question.offering(before), before))
        return in_words_for(page.asking(shown), before), before

    def said_on_path(self, answers: Mapping[str, object]) -> Answers:
        """Return those of these answers that are on the path to which they lead."""
        on_path: Answers = {}
        for _led in _led_to(self.pages, answers, on_path):
            pass
        return on_path

    @cached_property
    def _is_unconditional(self) -> bool:
        options = (option for question in self.questions for option in question.options)
        parts: tuple[Option | Question | QuestionPage, ...] = (*self.pages, *self.questions, *options)
        return all(part.is_asked is None for part in parts)

    @cached_property
    def shown_again(self) -> frozenset[str]:
        """The keys of the questions whose answers later words show."""
        shown = (page.shows.union(*(question.shows for question in page.questions)) for page in self.pages)
        return frozenset().union(*shown)

    @cached_property
    def leading_to(self) -> Mapping[str, frozenset[str]]:
        """The keys of the questions on which each depends, by its own condition, its page’s or one of its options’."""
        return {
            question.key: page.depends_on.union(question.depends_on, *(each.depends_on for each in question.options))
            for page in self.pages
            for question in page.questions
        }

    @cached_property
    def conditions(self) -> "Mapping[str, Sequence[Callable[[Mapping[str, Any]], bool]]]":
        """What must hold of the answers on a path for each question to be asked, beside all that is asked of all."""
        return {
            question.key: [each for each in (page.is_asked, question.is_asked) if each is not None]
            for page in self.pages
            for question in page.questions
        }


def _has_its_option(question: Question, shown: Sequence[Question]) -> bool:
    above = next((other for other in reversed(shown) if not other.option_above), None)
    codes = {option.code for option in above.offered} if above is not None else set()
    return not question.option_above or question.option_above in codes


def leads_to(part: Option | Question | QuestionPage, on_path: Mapping[str, Any]) -> bool:
    """Whether the answers on a path lead to a page, a question or an option that follows."""
    return part.is_asked is None or part.is_asked(on_path)


def _led_to(
    pages: Sequence[QuestionPage], answers: Mapping[str, object], on_path: Answers
) -> Iterator[tuple[QuestionPage, Question]]:
    for page in pages:
        if leads_to(page, on_path):
            for question in page.questions:
                if leads_to(question, on_path):
                    offered = question.offering(on_path)
                    yield page, offered
                    answer = offered.taken(answers, on_path)
                    if answer is not None:
                        on_path[question.key] = answer
