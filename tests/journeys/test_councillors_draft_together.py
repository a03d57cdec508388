"""Councillors type into one draft at once: everybody's words arrive, also when the service dies meanwhile."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from consult.accounts.models import Person
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from plugins.motion.canonical import Section
from plugins.motion.drafting.queries import clauses_now
from plugins.motion.models import Motion
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.consents import draft_as_it_stands, give_consent
from plugins.motion.services.drafts import invite_drafter, name_seconder, start_draft
from plugins.motion.services.submission import submit_motion
from tests.factories import actor_for, make_person
from tests.journeys.conftest import PASSWORD, Visitor
from tests.plugins.motion.story import call, seat_councillor
from tests.support.server import Server, running

FIRST = "The council asks for lamps."
SECOND = "Trees need light."
SAVED = "All changes saved"
PATIENCE = 30_000


@dataclass
class Cast:
    """The councillors and their draft."""

    ada: Person
    ben: Person
    motion_id: int


@pytest.fixture
def cast(live_database: Database) -> Cast:
    """A draft with two clauses that two councillors write."""
    with live_database.unit_of_work() as session:
        ada = make_person(session, Role.COUNCILLOR, password=PASSWORD, name="Cllr Ada Proposer")
        ben = make_person(session, Role.COUNCILLOR, password=PASSWORD, name="Cllr Ben Drafter")
        for person in (ada, ben):
            seat_councillor(session, person, name=person.name)
        proposer = actor_for(session, ada)
        meeting = clock.today_in_london() + timedelta(days=60)
        call(session, meeting)
        motion = start_draft(session, proposer, title="Lamps in the park", meeting_on=meeting)
        for key, text in (("C-7F3K-92QX", FIRST), ("C-7F3K-92QY", SECOND)):
            add_clause(session, proposer, motion, key=key, section=Section.RESOLVES, text=text)
        invite_drafter(session, proposer, motion, ben.id)
        name_seconder(session, proposer, motion, ben.id, version=motion.version)
        return Cast(ada, ben, motion.id)


class Writer:
    """Somebody who has the draft open."""

    def __init__(self, visitor: Visitor, person: Person, motion_id: int) -> None:
        self.visitor, self.page = visitor, visitor.page
        visitor.signs_in(person)
        visitor.goes_to(f"/motions/drafts/{motion_id}")
        expect(self.box(1)).to_be_visible()

    def box(self, number: int, section: str = "This Council resolves to") -> Locator:
        """The box of a clause."""
        return self.page.get_by_role("textbox", name=f"Clause {number}, {section}", exact=True)

    def types(self, words: str, *, number: int = 1, at: str = "End") -> None:
        """Type into a clause, key by key."""
        self.box(number).focus()
        self.page.keyboard.press(f"Control+{at}")
        self.page.keyboard.type(words, delay=15)

    def sees(self, words: str, *, number: int = 1) -> None:
        """Read in a clause what somebody wrote."""
        expect(self.box(number)).to_have_value(words, timeout=PATIENCE)

    def says(self, words: str | re.Pattern[str]) -> None:
        """Read beside the clauses whether all is saved."""
        expect(self.page.locator("[data-state]")).to_have_text(words, timeout=PATIENCE)


@pytest.fixture
def writers(cast: Cast, visitor: Callable[..., Visitor]) -> tuple[Writer, Writer]:
    """Both councillors, each with the draft open."""
    ada, ben = (Writer(visitor(), person, cast.motion_id) for person in (cast.ada, cast.ben))
    return ada, ben


def stored(database: Database, cast: Cast) -> list[str]:
    """What the database has as the clauses of the draft."""
    with database.reading() as session:
        return [clause.text for clause in clauses_now(session, session.get_one(Motion, cast.motion_id))]


def test_both_texts_are_whole_when_two_type_into_one_clause_while_the_service_dies(
    writers: tuple[Writer, Writer], cast: Cast, live_server: Server, live_database: Database, tmp_path: Path
) -> None:
    ada, ben = writers
    ada.types(" So do I – é 😀.")
    ben.types("We agree. ", at="Home")
    together = f"We agree. {FIRST} So do I – é 😀."
    for writer in writers:
        writer.sees(together)
        writer.says(SAVED)
    assert stored(live_database, cast) == [together, SECOND]

    live_server.kill()
    ada.types(" Ada goes on.")
    ben.types("Ben goes on. ", at="Home")
    for writer in writers:
        writer.says(re.compile("Not saved"))
    assert stored(live_database, cast) == [together, SECOND]
    with running(live_server.environment, int(live_server.url.rpartition(":")[2]), tmp_path):
        for writer in writers:
            writer.says(SAVED)
            writer.sees(f"Ben goes on. {together} Ada goes on.")
    assert stored(live_database, cast) == [f"Ben goes on. {together} Ada goes on.", SECOND]
    # The server was killed on purpose, so the pages complained of it.
    for writer in writers:
        writer.visitor.complaints.clear()


def test_the_page_says_what_each_box_is_and_who_writes_in_it(writers: tuple[Writer, Writer]) -> None:
    ada, ben = writers
    ben.box(2).focus()
    expect(ada.box(2)).to_have_accessible_description("Cllr Ben Drafter writing here", timeout=PATIENCE)
    expect(ada.box(1)).to_have_accessible_description("")
    told = ada.page.locator("[aria-live=polite]", has_text="Cllr Ben Drafter is writing in Clause 2")
    expect(told).to_have_count(1, timeout=PATIENCE)
    tree = ada.page.get_by_role("main").aria_snapshot()
    assert re.search(r'heading "This Council resolves to".*textbox "Clause 1, This Council resolves to"', tree, re.S)
    assert f"status: {SAVED}" in tree
    ada.visitor.render_options()
    ben.page.get_by_role("heading", level=1).click()
    expect(ada.box(2)).to_have_accessible_description("", timeout=PATIENCE)


def test_clauses_are_added_moved_deleted_and_put_back_by_keyboard(
    writers: tuple[Writer, Writer], cast: Cast, live_database: Database
) -> None:
    ada, ben = writers
    ada.page.get_by_role("button", name="Add a clause This Council resolves to").press("Enter")
    expect(ada.box(3)).to_be_focused()
    ada.page.keyboard.type("A third one.")
    ben.sees("A third one.", number=3)
    expect(ben.page.locator("[data-word-count]")).to_have_text("11 of at most 500 words")
    ada.page.get_by_role("button", name="Move up Clause 3").press("Enter")
    ben.sees("A third one.", number=2)
    expect(ada.page.get_by_role("button", name="Move up Clause 2")).to_be_focused()
    ada.page.get_by_role("button", name="Delete Clause 2").press("Enter")
    ben.sees(SECOND, number=2)
    expect(ben.box(3)).to_have_count(0)
    expect(ada.box(2)).to_be_focused()
    ada.says(SAVED)
    assert stored(live_database, cast) == [FIRST, SECOND]
    ben.page.get_by_text("Deleted clauses").click()
    ben.visitor.render_options()
    ben.page.get_by_role("button", name="Put back 1").press("Enter")
    ada.sees("A third one.", number=2)
    ben.says(SAVED)
    assert stored(live_database, cast) == [FIRST, "A third one.", SECOND]


def test_undo_takes_back_ones_own_words_and_leaves_those_of_others(writers: tuple[Writer, Writer]) -> None:
    ada, ben = writers
    ada.types(" Hers.")
    ben.sees(f"{FIRST} Hers.")
    ben.types("His. ", at="Home")
    ada.sees(f"His. {FIRST} Hers.")
    ada.box(1).press("Control+z")
    ben.sees(f"His. {FIRST}")
    ada.box(1).press("Control+Shift+z")
    ben.sees(f"His. {FIRST} Hers.")
    ben.page.get_by_role("button", name="Undo").click()
    ada.sees(f"{FIRST} Hers.")


def test_words_that_came_too_late_stay_on_the_page(
    writers: tuple[Writer, Writer], cast: Cast, live_database: Database
) -> None:
    ada, _ben = writers
    with live_database.unit_of_work() as session:
        motion = session.get_one(Motion, cast.motion_id)
        actors = [actor_for(session, session.merge(person)) for person in (cast.ada, cast.ben)]
        for actor in actors:
            give_consent(session, actor, motion, seen=draft_as_it_stands(session, motion).seen)
        submit_motion(session, actors[0], motion)
    ada.box(1).press("Control+End")
    ada.page.keyboard.insert_text(" Too late.")
    ada.says(re.compile("not a draft any more"))
    ada.sees(f"{FIRST} Too late.")
    expect(ada.box(1)).not_to_be_editable()
    assert stored(live_database, cast) == [FIRST, SECOND]
