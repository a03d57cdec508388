"""What cannot be so is said, and no figure is changed by it."""

import pytest

from plugins.register.checks import oddities, said

SOUND = {
    "total_alerts": 9,
    "true_alerts": 8,
    "false_alerts": 1,
    "arrests": 4,
    "faces_seen_estimate": 11_105,
    "false_alert_rate_pct_published": 0.009,
}


def test_a_sound_row_has_nothing_to_look_at() -> None:
    assert list(oddities(SOUND)) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"arrests": -1}, "cannot be below zero"),
        ({"total_alerts": 7}, "is not the sum of"),
        ({"arrests": 10}, "is more than"),
        ({"faces_seen_estimate": 5}, "is more than"),
        ({"duration_minutes": 1_500}, "longer than a day"),
        ({"false_alert_rate_pct_published": 0.5}, "counted it is 0.009%"),
    ],
)
def test_what_cannot_be_so_is_said(wrong: dict[str, float], words: str) -> None:
    values = {**SOUND, **wrong}
    assert words in " ".join(oddities(values))
    assert values == {**SOUND, **wrong}


def test_figures_are_called_by_their_names() -> None:
    assert said("arrests") == "Arrests"
