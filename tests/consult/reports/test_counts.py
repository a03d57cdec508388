"""Numbers beside the tables are drawn once for each edition, and whatever happens later does not change them."""

from random import Random

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from consult.consultations.models import State
from consult.desk.exclusions import exclude
from consult.disclosure.rounding import BASE
from consult.exports.making import publish_results
from consult.exports.withdrawing import withdraw_results
from consult.reports.counts import TELLING, counts_told, draw_counts, number_told
from consult.reports.making import report_of, sections_on_offer
from consult.reports.models import ReportCount
from consult.reports.models import Told as Drawn
from consult.reports.versions import ask_for_report, drop_report
from consult.submissions.models import Status
from consult.submissions.revision import set_status
from tests.consult.reports.conftest import Told
from tests.factories import make_consultation, make_submission
from tests.support.reports import text_of


def numbers(told: Told) -> dict[tuple[Drawn, str], int]:
    """Return all that is told beside the tables."""
    return dict(counts_told(told.session, told.consultation).numbers)


def test_each_number_is_a_multiple_of_five_beside_the_true_one(told: Told) -> None:
    assert not counts_told(told.session, told.consultation).are_drawn
    draw_counts(told.session, told.consultation, Random(1))
    found = counts_told(told.session, told.consultation)
    (mistakes, dear) = sorted(found.keys(Drawn.THEME), key=int)
    for true, what, key in ((20, Drawn.THEME, mistakes), (1, Drawn.THEME, dear), (21, Drawn.CODED, "")):
        assert found.of(what, key) % BASE == 0
        assert abs(found.of(what, key) - true) < BASE
    assert (number_told(0), number_told(1_000)) == ("Fewer than 5", "1,000")


def test_what_happens_later_changes_no_number_and_asking_again_draws_none(told: Told) -> None:
    ask_for_report(told.session, told.officer, told.consultation, ["themes", "exclusions", "campaigns"])
    before, document = numbers(told), report_of(told.session, told.consultation, ["campaigns", "exclusions"])
    for one in told.quotable[:6]:
        exclude(told.session, told.officer, told.activity, one, "empty", "")
    set_status(told.session, told.activity, told.quotable[7], Status.WITHDRAWN)
    make_submission(told.session, told.activity)
    for _ in range(20):
        drop_report(told.session, told.officer, told.consultation)
        ask_for_report(told.session, told.officer, told.consultation, ["themes", "exclusions", "campaigns"])
    assert numbers(told) == before
    assert report_of(told.session, told.consultation, ["campaigns", "exclusions"]) == document


def test_a_report_that_tells_none_of_these_numbers_draws_none(told: Told) -> None:
    ask_for_report(told.session, told.officer, told.consultation, ["method", "results", "quality"])
    assert not counts_told(told.session, told.consultation).are_drawn
    drop_report(told.session, told.officer, told.consultation)
    ask_for_report(told.session, told.officer, told.consultation, ["method", "exclusions"])
    assert counts_told(told.session, told.consultation).are_drawn


def test_every_section_that_tells_these_numbers_is_known_by_its_code(told: Told) -> None:
    for section in sections_on_offer(told.session):
        said = text_of(report_of(told.session, told.consultation, [section.code]))
        assert ("drawn once for each edition" in said) == (section.code in TELLING - {"minority"}), section.code


def test_the_next_edition_has_numbers_of_its_own_people(told: Told) -> None:
    draw_counts(told.session, told.consultation, Random(1))
    for _ in range(40):
        make_submission(told.session, told.activity)
    publish_results(told.session, told.officer, told.activity)
    assert not counts_told(told.session, told.consultation).are_drawn
    assert "drawn once for each edition" in text_of(report_of(told.session, told.consultation, ["exclusions"]))
    draw_counts(told.session, told.consultation, Random(1))
    assert counts_told(told.session, told.consultation).are_drawn


def test_beside_results_that_were_withdrawn_and_without_any_no_number_is_told(told: Told) -> None:
    draw_counts(told.session, told.consultation, Random(1))
    withdraw_results(told.session, told.officer, told.activity, "Wrong data", seen=1)
    assert not counts_told(told.session, told.consultation).are_drawn
    draw_counts(told.session, told.consultation, Random(1))
    assert "no numbers are told here" in text_of(report_of(told.session, told.consultation, ["exclusions"]))
    empty = make_consultation(told.session, state=State.CLOSED, slug="empty")
    draw_counts(told.session, empty, Random(1))
    assert not counts_told(told.session, empty).numbers


@pytest.mark.parametrize("change", [update(ReportCount).values(number=5), delete(ReportCount)], ids=["other", "gone"])
def test_the_database_keeps_what_was_drawn(told: Told, change: object) -> None:
    draw_counts(told.session, told.consultation, Random(1))
    with pytest.raises(DBAPIError, match="permanent record"), told.session.begin_nested():
        told.session.execute(change)  # type: ignore[call-overload]
