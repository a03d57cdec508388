"""A plan is kept as plain values, also one that was kept before it knew all it knows now."""

from consult.imports.plan import ImportPlan, OnConflict, how_in_words
from consult.tables.values import Layout

PLAN = ImportPlan(
    answers={"position": "view"},
    boxes={"travel": {"walk": "travel__walk"}},
    about_you={"sex": "sex"},
    key="id",
    source="Library B",
    area="ward",
    only={"id": "1..9"},
    on_conflict=OnConflict.LEAVE,
    prefers_codes=("position",),
    layout=Layout(separator=";", heading=2),
)


def test_a_plan_comes_back_as_it_was_kept() -> None:
    assert ImportPlan.from_plain(PLAN.plain()) == PLAN


def test_a_plan_that_was_kept_earlier_is_read() -> None:
    kept = {"answers": {"position": "view"}, "key": None, "area": None, "only": {}}
    assert ImportPlan.from_plain(kept) == ImportPlan(answers={"position": "view"})


def test_every_column_that_is_read_is_named() -> None:
    assert set(PLAN.columns()) == {"view", "travel__walk", "sex", "id", "ward"}
    assert PLAN.answered == {"position", "travel"}


def test_a_plan_is_told_in_words() -> None:
    told = dict(how_in_words(PLAN, {"position": "And you?", "travel": "How?"}, "Paper"))
    assert told["And you?"] == "view"
    assert told["How?"] == "travel__walk"
    assert (told["Source"], told["Rows taken"], told["How they reached us"]) == ("Library B", "id: 1 to 9", "Paper")
    assert dict(how_in_words(ImportPlan(), {}, "Paper"))["Rows taken"] == "Every row"
