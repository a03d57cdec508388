"""Every number of a chart stands in its table, and what cannot be compared is marked in both."""

from sqlalchemy.orm import Session

from plugins.register.charts import broken, charts_of, names_of, sum_rows, sums_in_words
from plugins.register.trends import Sums, periods


def test_charts_and_tables_say_the_same(filled: Session) -> None:
    found = periods(filled, by_quarter=False)
    arrests, by_alert, by_face = charts_of(found)
    assert [row[0] for row in arrests.rows] == names_of(found) == ["2020", "2022", "2023*", "2024*"]
    assert (by_alert.rows[1][1:3], by_face.rows[1][1:3]) == (["3", "20"], ["3", "144,366"])
    assert (len(arrests.marks), len(arrests.breaks), [name for _x, name in arrests.labels]) == (
        4,
        2,
        ["2020", "2022", "2023", "2024"],
    )
    assert all(mark.high <= mark.y <= mark.low for mark in arrests.marks)
    assert sum_rows(found)[1] == ["2022", "6", "144,366", "20", "3", "8"]


def test_many_periods_have_no_names_below_the_drawing(filled: Session) -> None:
    found = periods(filled, by_quarter=True)
    assert charts_of(found)[0].labels == []
    assert broken(found)[0] is False


def test_an_empty_register_has_empty_charts() -> None:
    assert [(chart.rows, chart.marks) for chart in charts_of([])] == [([], [])] * 3
    assert dict(sums_in_words(Sums()))["Arrests per 100,000 faces"] == "Not known"
