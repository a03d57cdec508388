"""Connections that stay open: who gets one, what is stored before it is told, and what one cannot do to the others."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from websockets.exceptions import InvalidStatus

from consult.accounts.models import Person, SignInSession
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Actor
from consult.kernel.db import Database
from plugins.motion.drafting import rooms
from plugins.motion.drafting.document import LARGEST_UPDATE
from plugins.motion.drafting.log import MOST_AT_ONCE, take_updates
from plugins.motion.drafting.messages import LARGEST_MESSAGE
from plugins.motion.drafting.presence import present_in
from plugins.motion.drafting.queries import clauses_now
from plugins.motion.models import Motion
from plugins.motion.services.consents import draft_as_it_stands, give_consent
from plugins.motion.services.drafts import remove_drafter
from plugins.motion.services.submission import submit_motion
from tests.plugins.motion import story
from tests.plugins.motion.drafting.connected import Connected, cookie_of, sidecar
from tests.plugins.motion.drafting.page import Page

TOO_LARGE = 1009


@dataclass
class Stage:
    """A draft of three clauses, its people, and the process."""

    database: Database
    app: Flask
    address: str
    people: dict[str, Person]
    actors: dict[str, Actor]
    motion_id: int
    key: str
    opened: ExitStack

    def connects(self, part: str, **more: Any) -> Connected:
        """Open a page on which somebody writes, and let it have the draft."""
        cookie = cookie_of(self.app, self.database, self.people[part]) if part else ""
        origin = more.pop("origin", deployment_of(self.database).settings.base_url)
        page = Connected(self.opened, f"{self.address}/{self.motion_id}", cookie, origin, **more)
        page.hears(lambda page: bool(page.document.clauses))
        return page

    def stored(self) -> str:
        """What the first clause says in the database."""
        with self.database.reading() as session:
            return clauses_now(session, session.get_one(Motion, self.motion_id))[0].text

    def changes(self, work: Callable[[Session, Motion], object]) -> None:
        """Do something as a web process does it."""
        self.database.write(lambda session: work(session, session.get_one(Motion, self.motion_id)))


@pytest.fixture
def stage(live_database: Database, live_app: Flask, clock_at: Callable[..., Any]) -> Iterator[Stage]:
    """The process beside a draft."""
    clock_at(story.STARTS)
    with live_database.unit_of_work() as session:
        told = story.begin(session)
        key, motion_id, people = told.clauses()[0].key, told.motion.id, told.people
        actors = {part: getattr(told, part) for part in people}
    with sidecar(live_database) as address, ExitStack() as opened:
        yield Stage(live_database, live_app, address, people, actors, motion_id, key, opened)


def test_what_one_sends_is_on_the_disk_and_reaches_connected_and_asking_pages_alike(stage: Stage) -> None:
    ada, cy = stage.connects("proposer"), stage.connects("drafter")
    ada.writes(stage.key, "Words – é 😀.")
    assert stage.stored() == "Words – é 😀."
    cy.hears(lambda page: page.text(stage.key) == "Words – é 😀.")

    def types(session: Session, motion: Motion) -> None:
        page = Page(session, motion)
        page.changes(lambda document: document.write(stage.key, "Words – é 😀. From a web process."))
        take_updates(session, stage.actors["drafter"], motion, page.waiting)

    stage.changes(types)
    for page in (ada, cy):
        page.hears(lambda page: page.text(stage.key) == "Words – é 😀. From a web process.")
    ada.writes(stage.key, "Words – é 😀. From a web process. And on.")
    assert stage.stored() == "Words – é 😀. From a web process. And on."


def test_both_see_where_the_other_writes_until_they_go(stage: Stage) -> None:
    ada, cy = stage.connects("proposer"), stage.connects("drafter")
    cy.sends(editing=stage.key)
    ada.hears(lambda page: page.people == [{"name": "Cllr Cy Drafter", "clause": stage.key}])
    with stage.database.reading() as session:
        motion = session.get_one(Motion, stage.motion_id)
        assert [one.name for one in present_in(session, stage.actors["proposer"], motion)] == ["Cllr Cy Drafter"]
    cy.hears(lambda page: page.people == [] and page.saved == 1)
    cy.socket.close()
    ada.hears(lambda page: page.people == [])


def test_only_those_who_write_the_draft_get_a_connection_and_only_on_our_pages(stage: Stage) -> None:
    elsewhere = "https://elsewhere.example"
    asked = {
        ("", ""): 401,
        ("seconder", ""): 403,
        ("other", ""): 404,
        ("officer", ""): 404,
        ("proposer", elsewhere): 403,
    }
    for (part, origin), status in asked.items():
        with pytest.raises(InvalidStatus) as refused:
            stage.connects(part, **({"origin": origin} if origin else {}))
        assert refused.value.response.status_code == status


def _is_removed(stage: Stage) -> None:
    drafter = stage.people["drafter"].id
    stage.changes(lambda session, motion: remove_drafter(session, stage.actors["proposer"], motion, drafter))


def _is_locked(stage: Stage, *, is_active: bool = False) -> None:
    of_drafter = update(Person).where(Person.id == stage.people["drafter"].id)
    stage.changes(lambda session, _motion: session.execute(of_drafter.values(is_active=is_active)))


_is_unlocked = partial(_is_locked, is_active=True)


def _signs_out(stage: Stage) -> None:
    of_drafter = delete(SignInSession).where(SignInSession.person_id == stage.people["drafter"].id)
    stage.changes(lambda session, _motion: session.execute(of_drafter))


def _is_submitted(stage: Stage) -> None:
    def submit(session: Session, motion: Motion) -> None:
        for part in ("proposer", "seconder"):
            give_consent(session, stage.actors[part], motion, seen=draft_as_it_stands(session, motion).seen)
        submit_motion(session, stage.actors["proposer"], motion)

    stage.changes(submit)


def test_whoever_may_not_write_any_more_is_cut_off_and_stores_nothing(stage: Stage) -> None:
    happenings = ((_signs_out, 4401), (_is_locked, 4401), (_is_unlocked, 0), (_is_removed, 4404))
    for happens, code in happenings:
        if not code:
            happens(stage)
            continue
        cy, silent = stage.connects("drafter"), stage.connects("drafter")
        happens(stage)
        cy.types(stage.key, "Too late.")
        assert [page.close_code() for page in (cy, silent)] == [code, code]
    ada = stage.connects("proposer")
    _is_submitted(stage)
    ada.types(stage.key, "Too late.")
    assert ada.close_code() == 4409
    assert stage.stored() == "Clause of notes."


NO_CHANGES = {
    "no JSON": 4422,
    '{"number": 1, "updates": ["AQIDBA=="], "editing": ""}': 4422,
    '{"number": 1, "updates": ["not base64!"], "editing": ""}': 4422,
    '{"number": 1, "updates": ["%s"], "editing": ""}' % ("A" * (LARGEST_UPDATE * 2)): 4422,
    "x" * (LARGEST_MESSAGE + 1): TOO_LARGE,
}


def test_what_is_no_change_is_refused_alone_and_not_stored(stage: Stage) -> None:
    ada = stage.connects("proposer")
    for number, (text, code) in enumerate(NO_CHANGES.items()):
        cy = stage.connects("drafter")
        cy.socket.send(text)
        ada.writes(stage.key, f"Hers, {number}.")
        assert cy.close_code() == code
        ada.writes(stage.key, f"Hers, still {number}.")
        assert stage.stored() == f"Hers, still {number}."


def test_a_burst_is_refused_and_others_are_saved_meanwhile(stage: Stage) -> None:
    ada, cy = stage.connects("proposer"), stage.connects("drafter")
    for number in range(MOST_AT_ONCE + 5):
        cy.types(stage.key, f"Clause of notes. {number}")
        if number == 5:
            ada.writes(stage.key, f"Hers. {ada.text(stage.key)}")
            assert stage.stored().startswith("Hers.")
    assert cy.close_code() == 4429
    ada.writes(stage.key, "Hers.")


def test_whoever_comes_back_after_more_than_is_kept_in_memory_has_the_whole_draft(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "KEPT_BYTES", 1_000)
    ada, cy = stage.connects("proposer"), stage.connects("drafter")
    cy.socket.close()
    for number in range(5):
        ada.writes(stage.key, f"{number} {'x' * 900}")
    cy.opens()
    cy.hears(lambda page: page.seq == ada.seq)
    assert cy.text(stage.key) == stage.stored() == ada.text(stage.key)
