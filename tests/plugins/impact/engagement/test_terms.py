"""The words of engagement."""

from plugins.impact.engagement.terms import ASKED, HEARD, MODES, PROTECTED, SHORT_MODES, VIEWS


def test_ways_and_views_have_words() -> None:
    assert set(MODES) == set(SHORT_MODES) > ASKED
    assert set(VIEWS) - HEARD == {"no_reply"}
    assert len(PROTECTED) == 9
