"""What several people sent at once is stored together, and as if a web process had stored it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from consult.kernel.db import Database
from plugins.motion.drafting.document import Document, Refused
from plugins.motion.drafting.groups import Batch, Copy, read_entries, store_group
from plugins.motion.drafting.log import take_updates
from plugins.motion.drafting.models import DraftUpdate
from plugins.motion.drafting.queries import clauses_now, read_document
from plugins.motion.models import Motion
from tests.plugins.motion import story
from tests.plugins.motion.drafting.connected import secret_of
from tests.plugins.motion.drafting.page import Page


def words_of(database: Database, motion_id: int) -> str:
    """What the first clause says in the database."""
    with database.reading() as session:
        return clauses_now(session, session.get_one(Motion, motion_id))[0].text


def test_a_group_is_stored_under_the_name_of_each_whoever_else_writes_meanwhile_and_whole_or_not_at_all(
    live_database: Database, live_app: Flask, clock_at: Callable[..., Any]
) -> None:
    clock_at(story.STARTS)
    with live_database.unit_of_work() as session:
        told = story.begin(session)
        motion_id, key, begun = told.motion.id, told.clauses()[0].key, told.clauses()[0].version
        ada_id, cy_id = told.people["proposer"].id, told.people["drafter"].id
        pages = [Page(session, told.motion) for _ in range(3)]
    ada, cy = (secret_of(live_app, live_database, told.people[part]) for part in ("proposer", "drafter"))
    copy = Copy()
    store = partial(store_group, live_database, copy, motion_id, after=begun)

    def written(page: Page, words: str) -> list[bytes]:
        page.changes(lambda document: document.write(key, words))
        made, page.waiting = page.waiting, []
        return made

    entries = store(
        [Batch(ada, written(pages[0], "Clause of notes. Ada.")), Batch(cy, written(pages[1], "Cy. Clause of notes."))]
    )
    assert [entry.seq for entry in entries] == [begun + 1, begun + 2]
    with live_database.unit_of_work() as session:
        take_updates(
            session, told.proposer, session.get_one(Motion, motion_id), written(pages[2], "Clause (web) of notes.")
        )
    assert len(store([Batch(ada, written(pages[0], "Clause of notes. Ada, again."))])) == 4
    again = written(pages[1], "Cy, again. Clause of notes.")
    with pytest.raises(Refused):
        store([Batch(cy, again), Batch(ada, [b"no change"])])
    assert "again. Clause" not in words_of(live_database, motion_id)
    assert len(store([Batch(cy, again)])) == 5
    with live_database.reading() as session:
        motion = session.get_one(Motion, motion_id)
        authors = session.scalars(
            select(DraftUpdate.made_by_id).where(DraftUpdate.seq > begun).order_by(DraftUpdate.seq)
        ).all()
        whole = read_document(session, motion)[0]
    assert authors == [ada_id, cy_id, ada_id, ada_id, cy_id]
    assert all(words in words_of(live_database, motion_id) for words in ("(web)", "Ada, again.", "Cy, again."))
    followed = Document(entry.content for entry in read_entries(live_database, motion_id, 0))
    assert followed.clauses == whole.clauses
