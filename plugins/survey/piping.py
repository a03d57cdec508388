"""Answers shown in later words: `((key))`, or `((key|what is read instead))` where there may be no answer.

Who answered reads their own answer there, and nobody else ever does: results, exports, the desk and paper show the
name of the question in square brackets.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from consult.sdk.messages import gettext as _
from consult.sdk.messages import in_language_of
from consult.sdk.questions import Question
from consult.sdk.texts import clean_line
from plugins.survey.answer_marks import MARK, marks_in, shown_in
from plugins.survey.content import Block
from plugins.survey.definition import COMPUTED, CONTACTS, NUMBERS, ONE_OF, Definition, Item, page_title, words
from plugins.survey.kinds import ALL_KINDS

_IN_A_FEW_WORDS = frozenset({"checkboxes", "date", "month", "short_text", "time"})
SHOWABLE = (ONE_OF - {"declaration"}) | NUMBERS | {COMPUTED} | CONTACTS | _IN_A_FEW_WORDS
"""The kinds whose answers are short enough to stand within a sentence."""
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
FindQuestion = Callable[[Item, Definition], Question]


def words_for(
    texts: Mapping[str, str], definition: Definition, find_question: FindQuestion, *, in_markdown: str = ""
) -> Callable[[Mapping[str, object]], Mapping[str, str]] | None:
    """Return what makes of answers the texts, by their names, that the person who gave them reads.

    Nothing where the texts show no answer. What was answered is never read as Markdown: it is escaped in the text that
    is called `in_markdown`.
    """
    keys = shown_in(texts, definition)
    if not keys:
        return None
    return partial(
        _filled, texts, [definition.items_by_key[key] for key in keys], definition, find_question, in_markdown
    )


def _filled(
    texts: Mapping[str, str],
    items: Sequence[Item],
    definition: Definition,
    find_question: FindQuestion,
    in_markdown: str,
    answers: Mapping[str, object],
) -> Mapping[str, str]:
    said = {item.key: _said(item, find_question(item, definition), answers.get(item.key)) for item in items}

    def fill(name: str, text: str) -> str:
        def put(found: re.Match[str]) -> str:
            if found["key"] not in said:
                return found[0]
            answer = said[found["key"]]
            # What stands there instead is the council's own words.
            return (_escaped(answer) if name == in_markdown else answer) if answer else found["instead"] or "…"

        return in_language_of(text, MARK.sub(put, text))

    return {name: fill(name, text) for name, text in texts.items()}


def _said(item: Item, question: Question, answer: object) -> str:
    """Return an answer within a sentence; nothing where there is none, or it says that there is none."""
    given = answer if isinstance(answer, list) else [answer]
    if answer is None or any(option.code in given and option.missing for option in item.options):
        return ""
    lines = ALL_KINDS[item.kind].show(question, answer).splitlines()
    return ", ".join(filter(None, map(clean_line, lines)))


def _escaped(answer: str) -> str:
    return _PUNCTUATION.sub(r"\\\1", answer)


def showable(earlier: Sequence[Item], definition: Definition) -> list[tuple[str, str]]:
    """Return what can be written to show an answer to one of the earlier questions, each with its question."""
    return [
        (f"(({item.key}|…))" if may_lack_answer(item, definition) else f"(({item.key}))", words(item.label))
        for item in earlier
        if item.kind in SHOWABLE
    ]


def may_lack_answer(item: Item, definition: Definition) -> bool:
    """Whether somebody may come past a question without an answer that can be shown."""
    is_conditional = bool(definition.conditions_of(item.key))
    return not item.required or is_conditional or any(option.missing for option in item.offered)


def faults_in_words(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each place in the words of a survey that shows an answer and cannot."""
    for page in definition.pages:
        earlier = {item.key: item for item in definition.items_before(page.id)}
        where = _("The page “%(title)s”", title=page_title(page))
        for text in (*page.title.values(), *page.text.values()):
            yield from _faults(where, text, earlier, definition)
        if any(shown_in({"": said}, definition) for block in page.blocks for said in _words_of(block)):
            yield _("%(where)s shows an answer in what is read before its questions. Only its text can.", where=where)
        for item in page.items:
            where = _("The question “%(label)s”", label=words(item.label))
            for text in (*item.label.values(), *item.hint.values()):
                yield from _faults(where, text, earlier, definition)
            yield from _out_of_place(where, item, definition)


def _words_of(block: Block) -> Iterator[str]:
    for text in (block.title, block.text, block.alt):
        yield from text.values()


def _out_of_place(where: str, item: Item, definition: Definition) -> Iterator[str]:
    for option in item.offered:
        for text in (*option.label.values(), *option.hint.values()):
            if shown_in({"": text}, definition):
                yield _("%(where)s shows an answer in an option. Only the question and its hint can.", where=where)


def _faults(where: str, text: str, earlier: Mapping[str, Item], definition: Definition) -> Iterator[str]:
    for mark in marks_in(text):
        item = earlier.get(mark.key)
        told = {"where": where, "mark": mark.written}
        if mark.key not in definition.items_by_key:
            yield _("%(where)s shows “%(mark)s”, which is the key of no question. Change or remove it.", **told)
        elif item is None:
            yield _("%(where)s shows “%(mark)s”, which is not asked on an earlier page. Change or remove it.", **told)
        elif item.kind not in SHOWABLE:
            yield _("%(where)s shows “%(mark)s”. Answers of that kind cannot stand in a sentence. Remove it.", **told)
        elif not mark.instead and may_lack_answer(item, definition):
            yield _(
                "%(where)s shows “%(mark)s”, which some people do not answer. Write what they read instead: "
                "“((%(key)s|your words))”.",
                **told,
                key=mark.key,
            )
