"""Each heading of the police belongs to one figure of the register."""

from plugins.register.figures import BY_NAME
from plugins.register.headings import HEADINGS


def test_each_heading_belongs_to_one_figure() -> None:
    assert set(HEADINGS) <= set(BY_NAME)
    headings = [heading for known in HEADINGS.values() for heading in known]
    assert len(headings) == len(set(headings))
