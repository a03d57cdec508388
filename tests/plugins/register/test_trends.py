"""Sums and rates of the real figures are those of the record."""

from datetime import date

from sqlalchemy.orm import Session

from plugins.register.trends import Sums, periods, sums_between


def test_the_years_come_to_what_was_published(filled: Session) -> None:
    found = {period.name: period.sums for period in periods(filled, by_quarter=False)}
    assert [(name, s.deployments, s.faces, s.alerts, s.false_alerts, s.arrests) for name, s in found.items()] == [
        ("2020", 3, 13_200, 8, 7, 1),
        ("2022", 6, 144_366, 20, 3, 8),
        ("2023", 23, 326_392, 58, 2, 34),
        ("2024", 180, 902_748, 1_286, 27, 575),
    ]


def test_quarters_come_to_the_same(filled: Session) -> None:
    quarters = periods(filled, by_quarter=True)
    assert quarters[0].name == "2020 Q1"
    assert sum((period.sums for period in quarters), Sums()) == sum(
        (period.sums for period in periods(filled, by_quarter=False)), Sums()
    )


def test_the_figures_of_the_debate(filled: Session) -> None:
    sums = sums_between(filled, date(2022, 1, 1), date(2022, 7, 31))
    assert (sums.deployments, sums.faces, sums.arrests) == (6, 144_366, 8)
    assert sums.arrest_rate.in_words() == "5.54 (2.81 to 10.9)"
    assert (sums.false_by_alert.of, sums.false_by_face.of) == (20, 144_366)
