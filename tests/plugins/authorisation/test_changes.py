"""An assessment that says something else returns every authority that stands on it to review, and nothing else."""

import time
from threading import Event, Thread

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel.db import Database, database_now
from consult.kernel.errors import DomainError
from plugins.authorisation.changes import return_to_review
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case
from plugins.authorisation.moves import Words, move_case
from plugins.authorisation.rules import ASSESSMENT, NotReady
from plugins.authorisation.views_about import views_to_weigh
from plugins.impact.engagement.models import Engagement
from plugins.impact.engagement.services import EngagementFacts, VoiceFacts, note_voice, save_engagement
from plugins.impact.procedure import Status
from plugins.impact.sent import withdraw_evidence
from tests.factories import actor_for
from tests.plugins.authorisation.conftest import Desk, make_officers
from tests.plugins.impact.assessments.conftest import make_desk as make_authors


def test_an_authority_returns_to_review_and_says_why(desk: Desk) -> None:
    authorised, written = desk.brought_to(State.REVIEW), desk.opened()
    desk.move(authorised, State.AUTHORISED, desk.superintendent)
    number = desk.evidence.consultation.id
    for other in ({"kind": "impact_equality"}, {"assessment_id": number + 1}):
        return_to_review(desk.session, {"kind": ASSESSMENT, "assessment_id": number, "number": "C-1", **other})
    assert authorised.state == "authorised"
    return_to_review(desk.session, {"kind": ASSESSMENT, "assessment_id": number, "number": "C-1"})
    assert (authorised.state, written.state) == ("review", "draft")
    assert authorised.authority_ends_at is None
    assert authorised.minutes[-1].reason == "The assessment C-1, on which this authority stands, was changed."


def test_a_view_that_comes_after_the_decision_returns_the_authority_that_stands_on_it(desk: Desk) -> None:
    case, urgent, untouched = (desk.brought_to(State.REVIEW) for _number in range(3))
    for moved, state, officer in (
        (case, State.AUTHORISED, desk.superintendent),
        (urgent, State.URGENT, desk.inspector),
    ):
        desk.move(moved, state, officer)
    evidence = desk.evidence.brought_to(Status.ACCEPTED)
    for kept in (case, urgent, untouched):
        desk.session.refresh(kept)
    # An urgent authority may come before the views are weighed; ratifying it then passes none by.
    assert [kept.state for kept in (case, urgent, untouched)] == ["review", "urgent", "review"]
    assert [kept.open_views for kept in (case, urgent, untouched)] == [1, 1, 1]
    assert case.authority_ends_at is None
    assert case.minutes[-1].reason == "1 view that came in or changed after the decision is not considered yet."
    with pytest.raises(NotReady):
        desk.move(case, State.AUTHORISED, desk.superintendent)
    withdraw_evidence(desk.session, desk.evidence.member, evidence)
    desk.session.refresh(case)
    assert case.open_views == 0


def test_what_a_body_says_after_the_decision_returns_it_too(session: Session) -> None:
    authors, desk = make_authors(session), make_officers(session)
    assessment = authors.signed()
    desk.assessment_id = assessment.id
    case = desk.brought_to(State.REVIEW)
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    facts = EngagementFacts(title="Meeting", mode="consulted", held_on=database_now(session).date())
    engagement = save_engagement(session, authors.author, assessment, None, facts)
    said = VoiceFacts(name="Traders", kind="business", is_named=True, view="oppose", present=3, residents=0, said="No.")
    note_voice(session, authors.author, engagement, None, None, said)
    session.refresh(case)
    assert (case.state, case.open_views) == ("review", 1)


def test_signing_a_further_version_returns_the_authority_that_stands_on_it(session: Session) -> None:
    authors, desk = make_authors(session), make_officers(session)
    assessment = authors.signed()
    desk.assessment_id = assessment.id
    case = desk.brought_to(State.REVIEW)
    assert [view.viewpoint.reference.kind for view in views_to_weigh(session, case)] == ["impact_entry"]
    with pytest.raises(DomainError, match="cannot be recorded yet"):
        desk.move(case, State.AUTHORISED, desk.superintendent)
    desk.consider_all(case)
    desk.move(case, State.AUTHORISED, desk.superintendent)
    authors.sign_again(assessment)
    session.refresh(case)
    assert (case.state, case.authority_ends_at) == ("review", None)
    assert (
        case.minutes[-1].reason == f"The assessment {assessment.number}, on which this authority stands, was changed."
    )


def test_what_a_body_said_while_an_officer_decides_is_seen_or_waits(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        authors, desk = make_authors(session), make_officers(session)
        assessment = authors.signed()
        desk.assessment_id = assessment.id
        case = desk.brought_to(State.REVIEW)
        desk.consider_all(case)
        facts = EngagementFacts(title="Meeting", mode="consulted", held_on=database_now(session).date())
        engagement = save_engagement(session, authors.author, assessment, None, facts)
        kept = (case.id, engagement.id, authors.author_person.id, desk.superintendent_person.id)
    noted, refusals = Event(), list[str]()

    def decide() -> None:
        noted.wait(30)
        try:
            with live_database.unit_of_work() as session:
                actor = actor_for(session, session.get_one(Person, kept[3]))
                case = session.get_one(Case, kept[0])
                words = Words(reason="It is so.", necessity="Nothing else.", proportionality="Few hours.")
                move_case(session, actor, case, State.AUTHORISED, words, case.version)
        except NotReady as refused:
            refusals.extend(str(gap.sentence) for gap in refused.missing)

    deciding = Thread(target=decide)
    deciding.start()
    with live_database.unit_of_work() as session:
        actor = actor_for(session, session.get_one(Person, kept[2]))
        said = VoiceFacts(
            name="Traders", kind="business", is_named=True, view="oppose", present=3, residents=0, said="No."
        )
        note_voice(session, actor, session.get_one(Engagement, kept[1]), None, None, said)
        noted.set()
        time.sleep(0.5)  # the officer comes meanwhile, and has to wait
    deciding.join(30)
    assert len(refusals) == 1
    assert "Traders" in refusals[0]
