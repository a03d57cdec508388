"""One thing that a definition changes."""

from plugins.survey.difference import SECOND_OFFICER, additive, breaking, cosmetic, reworded
from plugins.survey.models import ChangeClass


def test_each_says_how_grave_it_is() -> None:
    classes = [make("Something has changed.").level for make in (cosmetic, additive, breaking)]
    assert classes == [ChangeClass.COSMETIC, ChangeClass.ADDITIVE, ChangeClass.BREAKING]


def test_other_words_are_confirmed_and_a_translation_more_is_not() -> None:
    other = reworded("The question", {"en-GB": "Safe?"}, {"en-GB": "Unsafe?"})
    assert (other.is_reworded, other.remedy) == (True, SECOND_OFFICER)
    assert other.sentence == "The question: “Safe?” is now “Unsafe?”."
    more = reworded("The question", {"en-GB": "Safe?"}, {"en-GB": "Safe?", "cy": "Diogel?"})
    assert not more.is_reworded
