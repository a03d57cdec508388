"""Each rule has its own sentence, which says what is missing and where it is put right."""

from datetime import timedelta

import pytest

from consult.kernel import clock
from plugins.authorisation import cases, rules
from plugins.authorisation.course import RULES
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.sections import SECTIONS
from plugins.impact.procedure import Status
from tests.plugins.authorisation.conftest import Desk


def _said(desk: Desk, rule: rules.Rule, case: Case) -> list[str]:
    return [gap.sentence for gap in rule.missing(desk.session, desk.superintendent, case)]


def _empty(desk: Desk) -> Case:
    return cases.open_case(desk.session, desk.applicant, "Operation Empty")


@pytest.mark.parametrize(
    ("rule", "sentences"),
    [
        (
            rules.PLAN,
            [
                "The case names no place.",
                "The case says no use case.",
                "The case says not when it would start and end.",
            ],
        ),
        (rules.WRITTEN, ["“Intelligence case” is not written.", "The intelligence case has no graded source."]),
        (rules.SIGNED, ["The case stands on no community impact assessment."]),
        (
            rules.IN_DATE,
            [
                "No equality impact assessment is linked.",
                "No data protection impact assessment is linked.",
                "No appropriate policy document is linked.",
            ],
        ),
        (rules.CONSIDERED, ["The case stands on nothing, so no view can be considered."]),
        (rules.NOTICE_GIVEN, ["“Notice that was given” is not written."]),
        (rules.LIST_FRESH, ["“Watchlist as it was built” is not written."]),
        (rules.IN_HOURS, ["It is outside the hours for which authority was recorded."]),
        (rules.AFTER, ["“Review after the deployment” is not written."]),
        (rules.RESULT, ["No row of the public register of deployments names this case."]),
    ],
    ids=lambda value: value.title if isinstance(value, rules.Rule) else "",
)
def test_an_empty_case_lacks_each_thing(desk: Desk, rule: rules.Rule, sentences: list[str]) -> None:
    assert _said(desk, rule, _empty(desk)) == sentences


def test_an_application_lacks_every_section_that_is_not_written(desk: Desk) -> None:
    assert len(_said(desk, rules.COMPLETE, _empty(desk))) == 11
    assert _said(desk, rules.COMPLETE, desk.opened()) == []


@pytest.mark.parametrize(
    "rule", [rules.PLAN, rules.WRITTEN, rules.SIGNED, rules.IN_DATE, rules.KNOWN, rules.CONSIDERED]
)
def test_a_whole_case_lacks_nothing(desk: Desk, rule: rules.Rule) -> None:
    assert _said(desk, rule, desk.opened()) == []


def test_an_assessment_that_is_not_signed_is_said_by_its_own_plugin(desk: Desk) -> None:
    desk.unsigned.add(desk.evidence.consultation.id)
    assert _said(desk, rules.SIGNED, desk.opened()) == ["The assessment is not signed."]


def test_a_body_that_was_invited_and_never_heard_of_is_said_by_its_own_plugin(desk: Desk) -> None:
    desk.unheard.add(desk.evidence.consultation.id)
    case = desk.brought_to(State.ENGAGEMENT)
    assert _said(desk, rules.SIGNED, case) == ["Nobody noted what came of inviting the traders."]
    with pytest.raises(rules.NotReady):
        desk.move(case, State.ASSESSED, desk.applicant)


def test_a_measure_that_nobody_followed_up_holds_up_the_review_and_nothing_before_it(desk: Desk) -> None:
    desk.unfollowed.add(desk.evidence.consultation.id)
    case = desk.brought_to(State.REVIEW)
    assert _said(desk, rules.SIGNED, case) == []
    assert _said(desk, rules.FOLLOWED_UP, case) == ["Nobody said whether the mosque was told."]
    assert rules.FOLLOWED_UP in RULES[State.DELETED, State.REVIEWED]


def test_a_document_runs_out(desk: Desk) -> None:
    case = desk.opened()
    with clock.set_clock(clock.now() + timedelta(days=101)):
        assert _said(desk, rules.IN_DATE, case)[0] == "The equality impact assessment is out of date."


def test_a_watchlist_is_built_in_the_last_day(desk: Desk) -> None:
    case = desk.opened()
    assert case.starts_at is not None
    cases.write_section(desk.session, desk.applicant, case, SECTIONS["list_built"], "16,231 people.", 0)
    assert _said(desk, rules.LIST_FRESH, case) == [
        "The watchlist is confirmed in the 24 hours before the start, and not sooner."
    ]
    with clock.set_clock(case.starts_at - timedelta(hours=1)):
        assert _said(desk, rules.LIST_FRESH, case) == [
            "The watchlist was built more than 24 hours before the start. Build it again."
        ]
        cases.write_section(desk.session, desk.applicant, case, SECTIONS["list_built"], "16,231 people.", 1)
        assert _said(desk, rules.LIST_FRESH, case) == []


def test_a_deployment_is_within_its_hours(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    assert case.starts_at is not None
    assert case.ends_at is not None
    for at, missing in ((case.starts_at, 0), (case.ends_at, 1), (case.starts_at - timedelta(seconds=1), 1)):
        with clock.set_clock(at):
            assert len(_said(desk, rules.IN_HOURS, case)) == missing


def test_a_page_says_how_many_more_views_wait_and_the_refusal_names_each(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "AT_A_GLANCE", 1)
    first, second, third = (desk.evidence.brought_to(Status.ACCEPTED) for _number in range(3))
    case, glance = desk.opened(), rules.CONSIDERED.at_a_glance
    assert glance is not None
    shown = glance(desk.session, desk.superintendent, case)
    group = desk.evidence.group.name
    assert [gap.sentence for gap in shown] == [
        f"“Evidence {first.reference}” from {group} has not been considered.",
        "2 more views have not been considered.",
    ]
    assert [gap.link.parts.get("_anchor") for gap in shown if gap.link] == [None, "views"]
    assert _said(desk, rules.CONSIDERED, case) == [
        f"“Evidence {piece.reference}” from {group} has not been considered." for piece in (first, second, third)
    ]
    desk.consider_all(case)
    assert glance(desk.session, desk.superintendent, case) == []
