"""Every section is called by its own key, and the intelligence case alone is restricted."""

from plugins.authorisation.sections import APPLICATION, SECTIONS


def test_sections_have_their_own_keys_and_one_is_restricted() -> None:
    assert all(section.key == key for key, section in SECTIONS.items())
    assert [key for key, section in SECTIONS.items() if section.is_restricted] == ["intelligence"]
    assert {"necessity", "proportionality", "alternatives", "watchlist", "minors"} <= {part.key for part in APPLICATION}
