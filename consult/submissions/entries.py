"""Answers from paper and files about what can be added again, where the question for another one was left out."""

from collections.abc import Mapping, Sequence

from consult.contract.entries import NO, YES
from consult.contract.questions import Answers, QuestionPage


def implied(pages: Sequence[QuestionPage], given: Mapping[str, object], *, is_original: bool = False) -> Answers:
    """Return what the entries that are there say of whether another one follows, where nothing else says so.

    Before an entry with answers there was another one. Behind the last there was none, but for an original: there it
    was left empty.
    """
    if all(answer is None for answer in given.values()):
        return {}
    said: Answers = {}
    begun: set[str] = set()
    for page in (page for page in reversed(pages) if page.entry is not None):
        said |= _of_page(page, given, begun, is_original=is_original)
    return said


def _of_page(page: QuestionPage, given: Mapping[str, object], begun: set[str], *, is_original: bool) -> Answers:
    """Return what a list says, and note which groups have an entry behind it."""
    group, is_list = (page.entry.group, page.entry.is_list) if page.entry else ("", False)
    keys = [question.key for question in page.questions]
    if is_list:
        follows = group in begun
        return dict.fromkeys(keys, YES if follows else NO) if follows or not is_original else {}
    begun |= {group for key in keys if given.get(key) is not None}
    return {}
