"""What a community impact assessment asks."""

import pytest

from plugins.impact.assessments.community import COMMUNITY


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        ("impacts", {"community", "impact", "phase", "likelihood", "severity", "tension_type"}),
        ("tension", {"tier", "level", "indicator", "source", "observed_on"}),
        ("mitigations", {"action", "owner", "due_on", "progress", "residual", "follow_up"}),
        ("places", {"kind", "notice_on", "notice_how"}),
        ("review", {"due_on", "triggers", "reviewer", "outcome"}),
    ],
)
def test_it_asks_what_the_field_list_names(part: str, keys: set[str]) -> None:
    assert keys <= {asked.key for asked in COMMUNITY.find_part(part).fields}
