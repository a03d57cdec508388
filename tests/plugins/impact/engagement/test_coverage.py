"""Who was told, consulted, co-designed, responded and came, counted apart; and who is missing."""

from consult.population.models import PopulationFigure
from plugins.impact.engagement import services
from plugins.impact.engagement.coverage import CoverageRow, coverage_of, title_of
from tests.plugins.impact.engagement.conftest import Log


def _row(log: Log, dimension: str, category: str) -> CoverageRow:
    return next(row for row in coverage_of(log.session, log.assessment).rows[dimension] if row.category == category)


def test_each_way_of_engaging_is_counted_apart_and_a_body_once_in_each(log: Log) -> None:
    mosque, school = log.contact(), log.contact("School council", "youth")
    told, asked, again = log.held("told", "Letter"), log.held("consulted"), log.held("consulted", "Second panel")
    services.invite_bodies(log.session, log.desk.author, asked, [mosque, school])
    log.heard(told, mosque, "none")
    log.heard(asked, mosque, said="We fear it.")
    log.heard(again, mosque)
    log.heard(asked, school, "no_reply", present=0, residents=0)
    log.heard(log.held("codesigned", "Workshop"), None, "support", present=20, residents=18)
    counts = coverage_of(log.session, log.assessment).counts
    assert (counts.invited, counts.told, counts.consulted, counts.codesigned) == (2, 1, 1, 1)
    assert (counts.responded, counts.present, counts.residents) == (2, 35, 27)


def test_being_told_is_not_being_heard(log: Log) -> None:
    mosque = log.contact(wards=["Plashet"], characteristics=["religion"])
    told = log.held("told")
    log.heard(told, mosque, "none")
    for dimension, category in (("characteristic", "religion"), ("body", "faith")):
        row = _row(log, dimension, category)
        assert (row.told, row.heard, row.is_missing) == (1, 0, True)
    log.heard(log.held("consulted", "Panel"), mosque)
    row = _row(log, "characteristic", "religion")
    assert (row.told, row.heard, row.is_missing) == (1, 1, False)
    assert _row(log, "characteristic", "disability").is_missing


def test_wards_and_communities_come_from_the_baseline_with_their_numbers(log: Log) -> None:
    log.session.add_all(
        [
            PopulationFigure(area="", variable="ward", category="Plashet"),
            PopulationFigure(area="Newham", variable="total", category="usual residents", count=350990),
            PopulationFigure(area="Newham", variable="age_band", category="under 18", count=86514),
        ]
    )
    log.session.flush()
    youth = log.contact("School council", "youth", communities=["under 18"])
    log.heard(log.held(), youth)
    found = coverage_of(log.session, log.assessment)
    assert [row.label for row in found.rows["ward"]] == ["Plashet"]
    (under,) = found.rows["community"]
    assert (under.people, under.heard) == (86514, 1)
    assert "Plashet" in [row.category for row in found.missing]
    services.answer_gap(log.session, log.desk.author, log.assessment, "ward", "Plashet", "We put up notices.")
    assert _row(log, "ward", "Plashet").done == "We put up notices."


def test_every_dimension_has_a_name(log: Log) -> None:
    assert all(title_of(dimension) for dimension in coverage_of(log.session, log.assessment).rows)
