"""One thing that a definition changes about an earlier one, and how grave it is."""

from dataclasses import dataclass

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from plugins.survey.definition import Text
from plugins.survey.models import ChangeClass

NEW_KEY = _l("Undo it, or ask a new question with a new key, in addition to the old one or in its place.")
SECOND_OFFICER = _l("Another officer must confirm it.")


@dataclass(frozen=True)
class Difference:
    """One thing that changed, of which class, and what to do where it cannot be published.

    What leaves the question that people answered as it is, but asks it no more, another officer may confirm; so must
    she for other words, which may mean something else.
    """

    level: ChangeClass
    sentence: str
    remedy: str = ""
    may_be_confirmed: bool = False
    is_reworded: bool = False


def breaking(sentence: str, remedy: str = NEW_KEY) -> Difference:
    """Return a change after which answers before and after cannot be compared."""
    return Difference(ChangeClass.BREAKING, sentence, remedy)


def additive(sentence: str) -> Difference:
    """Return something added or loosened."""
    return Difference(ChangeClass.ADDITIVE, sentence)


def cosmetic(sentence: str) -> Difference:
    """Return other words, or another order."""
    return Difference(ChangeClass.COSMETIC, sentence)


def reworded(what: str, old: Text, new: Text) -> Difference:
    """Return other words of a text, which a second officer confirms where they are not only a translation more."""
    told = [
        _("“%(get)s” is now “%(get_2)s”", get=old.get(tag, ""), get_2=new.get(tag, ""))
        for tag in {**old, **new}
        if old.get(tag) != new.get(tag)
    ]
    sentence = f"{what}: {'; '.join(told)}."
    if all(new.get(tag) == words for tag, words in old.items() if words):
        return cosmetic(sentence)  # a translation more says nothing else to whoever has read it so far
    return Difference(ChangeClass.COSMETIC, sentence, SECOND_OFFICER, is_reworded=True)
