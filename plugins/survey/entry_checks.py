"""What must be mended in repeated pages before a survey is published."""

from collections.abc import Iterator

from consult.sdk.messages import gettext as _
from plugins.survey.answer_marks import marks_in
from plugins.survey.definition import FILE, UNASKED, Definition, Item, Page, Repeat, page_title, words
from plugins.survey.formulas import operands

_STAY = UNASKED | {"pairwise", FILE}
"""Kinds whose answers belong to their key, by what was drawn or kept for it, or are not given on the page at all."""


def faults_in_entries(definition: Definition) -> Iterator[str]:
    """Yield a sentence for each repeated page that cannot be asked for each entry, and for what cannot use it."""
    repeated: set[str] = set()
    for page in definition.pages:
        if page.repeat is not None:
            repeated.update(item.key for item in page.items)
            yield from _faults_of_page(page, page.repeat)
    for item in definition.items:
        used = {operand.question for operand in operands(item.formula)} if item.formula is not None else set()
        for key in sorted(used & repeated):
            yield _(
                "The computed value “%(label)s” uses “%(used)s”, which is asked for each entry. Use another question.",
                label=words(item.label),
                used=words(definition.find_item(key).label),
            )


def _faults_of_page(page: Page, repeat: Repeat) -> Iterator[str]:
    called = page_title(page)
    if not page.items:
        yield _("The page “%(called)s” is repeated, so it must ask something. Add a question to it.", called=called)
    elif page.items[0].show_if is not None:
        yield _(
            "The page “%(called)s” is repeated, so its first question must be asked of everybody who sees it. "
            "Remove the condition of that question, or give it to the page.",
            called=called,
        )
    said = (*repeat.another.label.values(), *repeat.another.hint.values())
    if any(mark for text in said for mark in marks_in(text)):
        yield _("On the page “%(called)s”, the question for another entry shows an answer. It cannot.", called=called)
    for item in page.items:
        if _cannot_move(item):
            yield _(
                "“%(label)s” is on a repeated page. A file, pairs, answers in changing order and what is never "
                "asked cannot be repeated. Move it to another page.",
                label=words(item.label),
            )


def _cannot_move(item: Item) -> bool:
    return item.kind in _STAY or item.order != "fixed"
