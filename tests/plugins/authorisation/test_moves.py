"""A case moves as the table and its rules allow, with words, in a post, and no authority passes by a view."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from consult.citations.queries import reference_to, references_to
from consult.contract.deployment import deployment_of
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS
from consult.kernel.db import database_of
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.office.models import OfficeHolder, OfficeTerm, Rank
from consult.steps.queries import steps_of
from plugins.authorisation.cases import write_section
from plugins.authorisation.course import COURSE, missing_for
from plugins.authorisation.lifecycle import State
from plugins.authorisation.moves import Words, move_case
from plugins.authorisation.rules import NotReady
from plugins.authorisation.sections import APPLICATION
from plugins.impact.procedure import Status
from tests.factories import actor_for
from tests.plugins.authorisation.conftest import AHEAD, Desk, make_police


def _sentences(refused: pytest.ExceptionInfo[NotReady]) -> list[str]:
    return [gap.sentence for gap in refused.value.missing]


def test_an_authority_is_refused_until_every_view_has_an_answer_and_each_is_linked(desk: Desk) -> None:
    first, second = desk.evidence.brought_to(Status.ACCEPTED), desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider(case, reference_to(first.submission))
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    (gap,) = refused.value.missing
    assert gap.sentence == (f"“Evidence {second.reference}” from {desk.evidence.group.name} has not been considered.")
    assert gap.link is not None
    assert gap.link.parts["number"] == second.submission_id
    assert case.state == "review"
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    assert case.state == "authorised"
    assert case.authority_ends_at == case.ends_at


def test_a_view_that_changed_after_it_was_considered_is_considered_again(desk: Desk) -> None:
    evidence = desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case)
    evidence.saved_at = clock.now() + timedelta(minutes=1)
    desk.session.flush()
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    assert _sentences(refused) == [
        f"“Evidence {evidence.reference}” from {desk.evidence.group.name} changed after it was considered."
    ]
    with clock.set_clock(clock.now() + timedelta(minutes=2)):
        desk.consider_all(case)
        desk.move(case, State.AUTHORISED, desk.superintendent)
    assert [made.number for made in case.considerations] == [1, 2]


def test_the_applicant_never_decides_whatever_the_rank(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    for state in (State.AUTHORISED, State.URGENT, State.REFUSED, State.RETURNED):
        with pytest.raises(NotReady) as refused:
            desk.move(case, state, desk.applicant)
        assert _sentences(refused) == ["You applied for this authority, so another officer must decide on it."]


def test_whoever_wrote_or_submitted_the_application_does_not_decide_on_it(desk: Desk) -> None:
    written, submitted = desk.opened(), desk.brought_to(State.ASSESSED)
    write_section(desk.session, desk.superintendent, written, APPLICATION[0], "Written by me.", 1)
    for following in AHEAD:
        desk.move(written, following, desk.applicant)
    desk.move(submitted, State.SUBMITTED, desk.superintendent)
    desk.move(submitted, State.REVIEW, desk.applicant)
    for case in (written, submitted):
        for state in (State.AUTHORISED, State.URGENT, State.REFUSED):
            with pytest.raises(NotReady) as refused:
                desk.move(case, state, desk.superintendent)
            assert "You applied for this authority, so another officer must decide on it." in _sentences(refused)


def test_an_inspector_decides_in_urgent_cases_alone(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.inspector)
    assert _sentences(refused) == [
        "Only an officer of the rank of superintendent or above can do this, by the list of people in office."
    ]
    desk.move(case, State.URGENT, desk.inspector)
    assert case.ratify_by is not None
    with pytest.raises(NotReady):
        desk.move(case, State.AUTHORISED, desk.inspector)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    assert case.ratify_by is None


def test_an_urgent_authority_passes_no_view_by_when_it_is_ratified(desk: Desk) -> None:
    case = desk.brought_to(State.ENGAGEMENT)
    desk.move(case, State.URGENT, desk.inspector)
    desk.evidence.brought_to(Status.ACCEPTED)
    with pytest.raises(NotReady, match="cannot be recorded yet"):
        desk.move(case, State.AUTHORISED, desk.superintendent)
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)


def test_what_the_case_stands_on_must_be_there(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.evidence.consultation.state = "draft"  # type: ignore[assignment]
    desk.session.flush()
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    titles = [foundation.title for foundation in case.rests_on]
    assert _sentences(refused) == [
        f"“{title}”, on which the case stands, was taken down or deleted." for title in titles
    ]


def test_a_plugin_that_is_switched_off_closes_the_way(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    deployment = deployment_of(desk.session)
    registry = deployment.registry
    without = replace(
        registry,
        features=(replace(registry.features[0], references=(), requirements=()), *registry.features[1:]),
        plugins=tuple(plugin for plugin in registry.plugins if plugin.name != "impact"),
    )
    database_of(desk.session).deployment = replace(deployment, registry=without)
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    sentences = " ".join(_sentences(refused))
    assert "its plugin is switched off: nobody can say which views about it are not considered" in sentences
    assert f"What was sent to “{desk.evidence.activity.title}” cannot be looked at" in sentences
    assert "“The community impact assessment is signed” cannot be checked" in sentences


def test_an_authority_has_its_reasoning_and_is_no_wider_than_the_application(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    assert case.ends_at is not None
    for wrong, name in (
        ({"necessity": " "}, "necessity"),
        ({"proportionality": ""}, "proportionality"),
        ({"ends_at": case.ends_at + timedelta(minutes=1)}, "ends_at"),
        ({"ends_at": clock.now()}, "ends_at"),
    ):
        with pytest.raises(Invalid) as refused:
            desk.move(case, State.AUTHORISED, desk.superintendent, **wrong)
        assert list(refused.value.fields) == [name]
    with pytest.raises(Invalid):
        desk.move(case, State.AUTHORISED, desk.superintendent, reason=" ")
    narrower = case.ends_at - timedelta(hours=1)
    desk.move(case, State.AUTHORISED, desk.superintendent, ends_at=narrower)
    assert case.authority_ends_at == narrower


def test_of_two_officers_at_once_the_second_reads_where_the_case_stands(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    seen = case.version
    desk.move(case, State.RETURNED, desk.superintendent)
    with pytest.raises(ChangedMeanwhile):
        move_case(desk.session, desk.superintendent, case, State.REFUSED, Words(reason="No."), seen)
    assert case.stands_at is State.RETURNED


def test_each_step_keeps_its_post_its_words_and_is_public(desk: Desk) -> None:
    case = desk.brought_to(State.INTELLIGENCE)
    (step,) = desk.session.scalars(steps_of(reference_to(case))).all()
    assert (step.before, step.after, step.by_id) == ("draft", "intelligence", desk.applicant_person.id)
    assert step.post == "Superintendent, North East"
    (minute,) = case.minutes
    assert (minute.step_id, minute.reason) == (step.id, "It is so.")
    assert [shown.stands_at for shown in COURSE.timeline(desk.session, case)] == [State.INTELLIGENCE]


def test_nobody_makes_an_authority_expire(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    with pytest.raises(Conflict, match="expires at the end"):
        desk.move(case, State.EXPIRED, desk.superintendent)


def test_the_page_of_a_view_shows_the_case_that_considered_it(desk: Desk) -> None:
    evidence = desk.evidence.brought_to(Status.ACCEPTED)
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case)
    citing = references_to(desk.session, ANONYMOUS, reference_to(evidence.submission))
    assert [cited.reference for cited in citing] == [reference_to(case)]


def test_what_a_group_keeps_from_the_police_is_weighed_by_a_council_officer(desk: Desk) -> None:
    desk.evidence.brought_to(Status.ACCEPTED, publication="officers_only")
    case = desk.brought_to(State.REVIEW)
    with pytest.raises(NotReady):
        desk.move(case, State.AUTHORISED, desk.superintendent)
    desk.consider_all(case, desk.evidence.officer)
    (made,) = case.considerations
    assert (made.post, made.put_by) == ("Council officer", "A community group")
    desk.move(case, State.AUTHORISED, desk.superintendent)


def test_a_case_that_left_its_authority_has_none(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    desk.move(case, State.REVIEW, desk.superintendent)
    assert case.authority_ends_at is None


def test_a_rank_that_was_taken_away_while_the_form_stood_open_decides_nothing(desk: Desk) -> None:
    case = desk.brought_to(State.REVIEW)
    assert missing_for(desk.session, desk.superintendent, case, State.AUTHORISED) == []
    term = desk.session.scalars(
        select(OfficeTerm).join(OfficeTerm.holder).where(OfficeHolder.person_id == desk.superintendent_person.id)
    ).one()
    term.rank = Rank.INSPECTOR
    desk.session.flush()
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, desk.superintendent)
    assert _sentences(refused) == [
        "Only an officer of the rank of superintendent or above can do this, by the list of people in office."
    ]


def test_an_applicant_who_becomes_an_officer_of_rank_later_still_decides_nothing(desk: Desk) -> None:
    junior = make_police(desk.session, "constable")
    case = desk.opened()
    write_section(desk.session, actor_for(desk.session, junior), case, APPLICATION[0], "Written by me.", 1)
    for following in AHEAD:
        desk.move(case, following, desk.applicant)
    holder = select(OfficeTerm).join(OfficeTerm.holder).where(OfficeHolder.person_id == junior.id)
    desk.session.scalars(holder).one().rank = Rank.COMMANDER
    desk.session.flush()
    with pytest.raises(NotReady) as refused:
        desk.move(case, State.AUTHORISED, actor_for(desk.session, junior))
    assert _sentences(refused) == ["You applied for this authority, so another officer must decide on it."]
