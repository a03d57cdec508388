"""Sentences in the language of whoever reads them."""

import copy
from gettext import NullTranslations

from markupsafe import escape

from consult.kernel.messages import (
    ENGLISH,
    Language,
    LazyText,
    gettext,
    lazy_gettext,
    ngettext,
    shaped,
    speaking,
    spoken,
)


class Shouting(NullTranslations):
    """A language in which every sentence is the source's in capitals, but for its placeholders."""

    def gettext(self, message: str) -> str:
        """Return the sentence in capitals."""
        return message.upper().replace("%(NAME)S", "%(name)s")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return a sentence with three forms of the plural."""
        return ["NONE", "ONE", "%(num)s OF THEM"][min(n, 2)]


LOUD = Language("cy", Shouting())


def test_a_sentence_stands_as_in_the_source_until_another_language_is_spoken() -> None:
    assert gettext("100% of %(name)s") == "100% of %(name)s"
    assert gettext("To %(name)s", name="Ann") == "To Ann"
    with speaking(LOUD):
        assert gettext("To %(name)s", name="Ann") == "TO Ann"
    assert spoken() is ENGLISH


def test_a_number_chooses_its_form_and_is_written_with_marks_between_thousands() -> None:
    assert ngettext("%(num)s answer", "%(num)s answers", 1) == "1 answer"
    assert (
        ngettext("%(num)s answer to %(name)s", "%(num)s answers to %(name)s", 1204, name="Ann")
        == "1,204 answers to Ann"
    )
    with speaking(LOUD):
        assert [ngettext("%(num)s answer", "%(num)s answers", count) for count in (0, 1, 5000)] == [
            "NONE",
            "ONE",
            "5,000 OF THEM",
        ]


def test_a_lazy_sentence_turns_into_the_language_of_each_reader() -> None:
    label = lazy_gettext("Your %(name)s", name=lazy_gettext("street"))
    assert isinstance(label, str)
    assert (str(label), f"{label}!", str(escape(label))) == ("Your street", "Your street!", "Your street")
    with speaking(LOUD):
        assert (str(label), f"{label}!", str(escape(label)), "A " + label, label + ".") == (
            "YOUR STREET",
            "YOUR STREET!",
            "YOUR STREET",
            "A YOUR STREET",
            "YOUR STREET.",
        )
        assert label.lower() == "your street"
        assert label.endswith("STREET")
        assert len(label) == 11


def test_what_shows_nobody_a_lazy_sentence_sees_the_source() -> None:
    label = lazy_gettext("Street")
    with speaking(LOUD):
        assert {label: 1} == {"Street": 1}
        assert label == "Street"
        assert isinstance(copy.deepcopy(label), LazyText)
        assert str(copy.deepcopy(label)) == "STREET"


def test_a_language_knows_its_name_and_direction() -> None:
    assert (ENGLISH.name, ENGLISH.direction, ENGLISH.is_source) == ("English", "ltr", True)
    assert (LOUD.name, LOUD.direction, LOUD.is_source) == ("Cymraeg", "ltr", False)
    assert Language("ar-XB").direction == "rtl"


def test_a_lazy_sentence_is_shaped_anew_for_each_reader() -> None:
    label = shaped(lazy_gettext("street: where you live"), lambda words: words.partition(": ")[2])
    with speaking(Language("en-XA", Shouting())):
        assert f"{label}" == "WHERE YOU LIVE"
    assert f"{label}" == "where you live"
    assert shaped("a: b", lambda words: words.partition(": ")[2]) == "b"
    assert not shaped(lazy_gettext("street"), lambda words: words.partition(": ")[2])


def test_whether_there_is_a_sentence_is_known_without_wording_it() -> None:
    said: list[str] = []

    class Noting(NullTranslations):
        def gettext(self, message: str) -> str:
            said.append(message)
            return message

    with speaking(Language("en-XA", Noting())):
        assert lazy_gettext("Street")
        assert not lazy_gettext("")
    assert said == []
