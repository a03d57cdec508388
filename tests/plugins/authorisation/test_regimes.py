"""A case is read under the rules of its day, and a rank is compared as the police do."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from consult.kernel import clock
from consult.kernel.errors import Conflict, Invalid
from consult.office.models import Rank
from plugins.authorisation import cases
from plugins.authorisation.lifecycle import State
from plugins.authorisation.regimes import all_regimes, is_of_rank, regime_on
from plugins.authorisation.rules import NotReady
from tests.plugins.authorisation.conftest import Desk, make_rules

IN_USE = "Use cases since September 2024"


@pytest.mark.parametrize(
    ("day", "title", "threshold"),
    [
        (date(2020, 1, 1), "Purposes of 2020 to 2022", ""),
        (date(2022, 12, 31), "Purposes of 2020 to 2022", ""),
        (date(2023, 1, 1), "Purposes of 2023 and 2024", "0.60"),
        (date(2024, 7, 10), "Purposes of 2023 and 2024", "0.60"),
        (date(2024, 7, 11), "Purposes of 2023 and 2024, threshold 0.62", "0.62"),
        (date(2024, 9, 16), "Purposes of 2023 and 2024, threshold 0.64", "0.64"),
        (date(2024, 9, 17), IN_USE, "0.64"),
    ],
)
def test_each_day_has_its_rules(session: Session, day: date, title: str, threshold: str) -> None:
    found = regime_on(session, day)
    assert (found.title, found.threshold) == (title, threshold)


def test_no_rules_are_made_up_for_a_day_of_which_none_are_known(session: Session) -> None:
    with pytest.raises(Conflict, match="No rules of the police are known for this day"):
        regime_on(session, date(2019, 12, 31))


def test_every_version_names_its_source_and_they_follow_each_other(session: Session) -> None:
    found = all_regimes(session)
    assert all(held.regime.source and held.regime.address and held.regime.uses for held in found)
    assert found[0].until_on is None
    for newer, older in pairwise(found):
        assert older.until_on == newer.regime.from_on - timedelta(days=1)


def test_a_case_keeps_the_rules_it_was_decided_under(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    make_rules(desk.session, rank="commander")
    desk.session.expire(case)
    assert case.regime.title == IN_USE
    assert case.use_case in case.regime.use_cases


def test_rules_that_changed_before_the_decision_are_met_first(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    make_rules(desk.session)
    for state, officer in ((State.AUTHORISED, desk.superintendent), (State.URGENT, desk.inspector)):
        with pytest.raises(NotReady) as refused:
            desk.move(case, state, officer)
        (gap,) = refused.value.missing
        assert gap.sentence.startswith("The rules changed after the plan was written: “Later rules” are in force.")
    desk.move(case, State.RETURNED, desk.superintendent)
    desk.move(case, State.ENGAGEMENT, desk.applicant)
    plan = cases.Plan(
        operation=case.operation, place="Stratford", use_case="event", starts_at=case.starts_at, ends_at=case.ends_at
    )
    cases.save_plan(desk.session, desk.applicant, case, plan, case.version)
    assert case.regime.title == "Later rules"
    for state in (State.ASSESSED, State.SUBMITTED, State.REVIEW):
        desk.move(case, state, desk.applicant)
    desk.move(case, State.AUTHORISED, desk.superintendent)


def test_an_urgent_authority_is_ratified_under_the_rules_it_was_recorded_under(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.URGENT, desk.inspector)
    make_rules(desk.session)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    assert case.regime.title == IN_USE


def test_the_rules_say_who_decides_how_long_and_by_when(desk: Desk) -> None:
    make_rules(
        desk.session, code="hotspot", rank="commander", urgent_rank="superintendent", ratify_hours=6, authority_hours=4
    )
    case = desk.brought_to(State.REVIEW)
    assert case.starts_at is not None
    narrow = case.starts_at + timedelta(hours=4)
    for state, officer in ((State.AUTHORISED, desk.superintendent), (State.URGENT, desk.inspector)):
        with pytest.raises(NotReady):
            desk.move(case, state, officer, ends_at=narrow)
    with pytest.raises(Invalid) as refused:
        desk.move(case, State.URGENT, desk.superintendent)
    assert "lasts 4 hours at most" in refused.value.fields["ends_at"]
    desk.move(case, State.URGENT, desk.superintendent, ends_at=narrow)
    assert case.ratify_by is not None
    assert case.ratify_by - clock.now() < timedelta(hours=6, minutes=1)


def test_a_higher_rank_does_and_a_lower_or_none_does_not() -> None:
    assert is_of_rank("commander", Rank.SUPERINTENDENT)
    assert is_of_rank("superintendent", Rank.SUPERINTENDENT)
    assert not is_of_rank("chief_inspector", Rank.SUPERINTENDENT)
    assert not is_of_rank(None, Rank.CONSTABLE)
