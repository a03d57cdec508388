"""The same again is harmless; anything else is refused with what is saved and what was sent."""

import pytest

from consult.kernel.comparison import require_same, require_version
from consult.kernel.errors import ChangedMeanwhile, Compared, SavedOtherwise

SAME = Compared("Note", "By a show of hands", "By a show of hands")
OTHER = Compared("Votes for", 31, 30)


def test_the_same_words_again_are_harmless_whatever_the_version() -> None:
    require_same(SAME, Compared("Votes against", None, None))
    require_version(4, 3, SAME)


def test_other_words_are_refused_with_both() -> None:
    with pytest.raises(SavedOtherwise, match="stands as it was") as refused:
        require_same(SAME, OTHER)
    assert [field.label for field in refused.value.compared if field.differs] == ["Votes for"]
    assert refused.value.status == 409
    with pytest.raises(SavedOtherwise, match="Ask the clerk"):
        require_same(OTHER, sentence="Ask the clerk.")


def test_what_nobody_else_saved_is_taken_and_any_other_version_names_the_one_saved_now() -> None:
    require_version(3, 3, OTHER)
    with pytest.raises(ChangedMeanwhile) as refused:
        require_version(4, 3, SAME, OTHER)
    assert refused.value.version == 4
    assert refused.value.compared == (SAME, OTHER)


def test_without_fields_to_compare_every_other_version_is_refused() -> None:
    with pytest.raises(ChangedMeanwhile, match="Look again"):
        require_version(4, 3, sentence="Look again.")
