"""What the levels of tension are called."""

import pytest

from consult.kernel.errors import ChangedMeanwhile
from plugins.impact.assessments.levels import level_names, name_levels, newest_names
from tests.plugins.impact.assessments.conftest import Desk

NAMES = ["Normal", "Watch", "Raised", "High", "Severe", "Critical"]


def test_until_somebody_names_them_they_have_numbers(desk: Desk) -> None:
    assert level_names(desk.session)["6"] == "Level 6"
    name_levels(desk.session, desk.author, NAMES, 0)
    assert level_names(desk.session)["3"] == "3: Raised"


def test_two_who_name_them_at_once_are_shown_both(desk: Desk) -> None:
    name_levels(desk.session, desk.author, NAMES, 0)
    newest = newest_names(desk.session)
    assert newest is not None
    with pytest.raises(ChangedMeanwhile):
        name_levels(desk.session, desk.signer, ["Calm", *NAMES[1:]], 0)
    name_levels(desk.session, desk.signer, ["Calm", *NAMES[1:]], newest.id)
    assert level_names(desk.session)["1"] == "1: Calm"
