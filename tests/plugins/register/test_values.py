"""Cells become values; what other cells say in full is added, and nothing is taken to be a remainder."""

from datetime import date

from plugins.register.values import columns_of, completed, too_long, values_of


def test_sums_whose_parts_are_there_are_added_and_nothing_else() -> None:
    parts = {"true_alerts_confirmed": 8, "true_alerts_unconfirmed": 1, "false_alerts_confirmed": None}
    assert completed(dict(parts)) == {**parts, "true_alerts": 9}
    assert completed({"true_alerts": 3, **parts})["true_alerts"] == 3
    assert "false_alerts" not in completed({"total_alerts": 9, "true_alerts": 8})


def test_cells_are_read_again_as_they_were() -> None:
    read = values_of({"arrests": "1,286", "duration_as_published": "4hr 47m", "note": "", "date": "2024-07-11"})
    assert (read["arrests"], read["duration_minutes"], read["date"]) == (1_286, 287, date(2024, 7, 11))
    columns = columns_of(read, date(2024, 7, 11))
    assert (columns["held_on"], columns["note"], "date" in columns) == (date(2024, 7, 11), "", False)


def test_a_text_without_room_is_told_by_its_column() -> None:
    assert too_long({"location": "x" * 201, "note": None}) == ["Column “location” must be 200 characters or fewer"]
