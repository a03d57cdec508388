"""The words of assessments."""

from plugins.impact.assessments.terms import EXEMPTIONS, Standing


def test_only_the_three_exemptions_are_offered() -> None:
    assert list(EXEMPTIONS) == ["s31", "s40", "s42"]
    assert all(standing.label and standing.colour for standing in Standing)
