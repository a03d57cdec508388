"""What an entry is called."""

from consult.contract.entries import Entry
from consult.kernel.foreign import ForeignText, foreign


def test_an_entry_is_called_by_its_number() -> None:
    assert Entry("p2", 3, "journey").in_words == "Journey 3"


def test_an_entry_in_another_language_says_so() -> None:
    called = Entry("p2", 1, foreign("taith", "cy"), is_list=True).in_words
    assert isinstance(called, ForeignText)
    assert (str(called), called.tag) == ("Taith 1", "cy")
