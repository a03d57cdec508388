"""The seven steps of an equality impact assessment."""

from plugins.impact.assessments.equality import EQUALITY, PROTECTED


def test_it_has_seven_steps_and_the_nine_characteristics_of_the_act() -> None:
    steps = [str(part.title) for part in EQUALITY.parts if str(part.title).startswith("Step")]
    assert [title.partition(":")[0] for title in steps] == [f"Step {number}" for number in range(1, 8)]
    assert len(PROTECTED) == 9
    assert [asked.key for asked in EQUALITY.find_part("duties").fields] == ["eliminate", "advance", "foster"]
