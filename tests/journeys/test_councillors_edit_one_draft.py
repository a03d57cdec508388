"""Two councillors edit one draft without scripts: who saves second sees both texts, and neither is lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from consult.accounts.models import Person
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from plugins.motion.canonical import Section
from plugins.motion.drafting.queries import clauses_now, versions_of
from plugins.motion.models import Motion
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.drafts import invite_drafter, start_draft
from tests.factories import actor_for, make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.plugins.motion.story import call

FIRST = "This council calls on the police to stop using live facial recognition."
ADAS = "This council calls on the police to stop using live facial recognition in Newham."
BENS = "This council calls on the Mayor to stop using live facial recognition in London."
BOTH = "This council calls on the police and the Mayor to stop using live facial recognition in Newham."


@dataclass
class Cast:
    """The councillors and their draft."""

    ada: Person
    ben: Person
    motion_id: int


@pytest.fixture
def cast(live_database: Database) -> Cast:
    """A draft with one clause that two councillors write."""
    with live_database.unit_of_work() as session:
        ada = make_person(session, Role.COUNCILLOR, password=PASSWORD, name="Cllr Ada Proposer")
        ben = make_person(session, Role.COUNCILLOR, password=PASSWORD, name="Cllr Ben Drafter")
        proposer = actor_for(session, ada)
        meeting = clock.today_in_london() + timedelta(days=60)
        call(session, meeting)
        motion = start_draft(session, proposer, title="Live facial recognition", meeting_on=meeting)
        add_clause(session, proposer, motion, key="C-7F3K-92QX", section=Section.RESOLVES, text=FIRST)
        invite_drafter(session, proposer, motion, ben.id)
        return Cast(ada, ben, motion.id)


def opens_the_clause(visitor: Callable[..., Visitor], person: Person, motion_id: int, **options: bool) -> Visitor:
    """Sign in, open the draft, and open its clause."""
    councillor = visitor(**options)
    councillor.signs_in(person)
    councillor.goes_to("/motions/drafts/")
    councillor.follows(re.compile("Live facial recognition"))
    councillor.follows(re.compile("^Change.*clause 1"))
    return councillor


def test_without_scripts_a_second_save_shows_both_texts_and_loses_neither(
    cast: Cast, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    ada = opens_the_clause(visitor, cast.ada, cast.motion_id, java_script_enabled=False)
    ben = opens_the_clause(visitor, cast.ben, cast.motion_id, java_script_enabled=False)
    ada.page.get_by_label("Text of the clause").fill(ADAS)
    ben.page.get_by_label("Text of the clause").fill(BENS)
    ada.presses("Save")
    ada.reads(ADAS)

    ben.presses("Save")
    assert ben.heading().endswith("Two versions of this clause")
    assert ben.page.get_by_label("Your text").input_value() == BENS
    ben.reads(ADAS)
    ben.reads(re.compile("Cllr Ada Proposer saved this clause"))
    with live_database.reading() as session:
        motion = session.get_one(Motion, cast.motion_id)
        assert [clause.text for clause in clauses_now(session, motion)] == [ADAS]

    ben.page.get_by_label("Your text").fill(BOTH)
    ben.presses("Save my text")
    ben.reads(BOTH)
    ben.follows(re.compile("^Change.*clause 1"))
    ben.page.get_by_text("Earlier versions").click()
    for text in (FIRST, ADAS):
        ben.reads(text)
    with live_database.reading() as session:
        kept = [version.text for version in versions_of(session, session.get_one(Motion, cast.motion_id))]
    assert kept == [FIRST, ADAS, BOTH]


def test_without_scripts_a_clause_deleted_meanwhile_is_shown_and_can_be_put_back(
    cast: Cast, live_database: Database, visitor: Callable[..., Visitor]
) -> None:
    ada = opens_the_clause(visitor, cast.ada, cast.motion_id, java_script_enabled=False)
    ben = opens_the_clause(visitor, cast.ben, cast.motion_id, java_script_enabled=False)
    ben.page.get_by_label("Text of the clause").fill(BENS)
    ada.goes_to(f"/motions/drafts/{cast.motion_id}")
    ada.page.get_by_role("button", name=re.compile("^Delete")).click()
    ada.page.wait_for_load_state()
    ada.reads(re.compile("Clause deleted"))

    ben.presses("Save")
    assert ben.heading().endswith("Two versions of this clause")
    ben.reads(re.compile("Cllr Ada Proposer deleted this clause"))
    assert ben.page.get_by_label("Your text").input_value() == BENS
    ben.reads(FIRST)
    ben.presses("Save my text")
    ben.reads(BENS)
    with live_database.reading() as session:
        versions = versions_of(session, session.get_one(Motion, cast.motion_id))
        assert [(version.text, version.is_deletion) for version in versions] == [
            (FIRST, False),
            (FIRST, True),
            (BENS, False),
        ]
