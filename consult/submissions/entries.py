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
    for page in reversed(pages):
        if page.entry is None:
            continue
        keys = [question.key for question in page.questions]
        follows = page.entry.group in begun
        if not page.entry.is_list:
            begun |= {page.entry.group for key in keys if given.get(key) is not None}
        elif follows or not is_original:
            said |= dict.fromkeys(keys, YES if follows else NO)
    return said
