"""Every revision can be taken back and made again, and together they make what the models say, on either database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, MetaData, Table, insert, inspect, select, text

from consult.config import Settings
from consult.contract.registry import Registry
from consult.jobs.models import Job
from consult.kernel import clock
from consult.kernel.db import Database
from consult.kernel.types import Base
from consult.migrate import downgrade, histories, upgrade
from consult.submissions.models import EarlierAnswers, Submission
from plugins.motion.correspondence import Dispatch
from plugins.motion.drafting.queries import all_clauses, read_document, versions_of
from plugins.motion.meetings import Meeting
from plugins.motion.models import Motion
from tests.support import databases
from tests.support.schema import described


@pytest.fixture
def empty(tmp_path: Path, settings: Settings, registry: Registry, new_databases: databases.Maker) -> Iterator[Database]:
    """A database without tables."""
    with new_databases(tmp_path) as url:
        made = databases.opened(url, settings, registry)
        yield made
        made.engine.dispose()


def test_the_revisions_make_exactly_what_the_models_say(
    empty: Database, live_database: Database, registry: Registry
) -> None:
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        by_revisions = described(connection)
    with live_database.engine.begin() as connection:
        Base.metadata.drop_all(connection)
    with live_database.engine.begin() as connection:
        Base.metadata.create_all(connection)
    with live_database.engine.connect() as connection:
        assert by_revisions == described(connection)


def test_every_revision_can_be_taken_back_and_made_again(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        before = described(connection)
    for history in reversed(histories(registry)):
        for earlier in [*reversed(history.revisions()[:-1]), "base"]:
            downgrade(empty, registry, history.name, earlier)
    with empty.engine.connect() as connection:
        assert described(connection) == {"tables": {}, "by hand": []}
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        assert described(connection) == before


def test_news_that_waits_to_be_written_is_kept_by_the_revision_of_languages(
    empty: Database, registry: Registry
) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "core", "0032_following_by_email")
    before = {"kind": "motion", "number": 1, "heading": "News", "body": "It changed.", "after": ""}
    at = clock.now()
    with empty.engine.begin() as connection:
        connection.execute(insert(Job).values(name="follows.send", args=before, created_at=at, due_at=at))
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        args = connection.scalar(select(Job.args))
    assert args == {"kind": "motion", "number": 1, "mails": {"": ["News", "It changed."]}, "after": ""}
    downgrade(empty, registry, "core", "0032_following_by_email")
    with empty.engine.connect() as connection:
        assert connection.scalar(select(Job.args)) == before


def test_votes_that_are_there_keep_the_seats_that_were_vacant(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "motion", "0007_deadlines")
    rows: dict[str, list[dict[str, Any]]] = {
        "office_holder": [{"id": 1, "key": "a"}, {"id": 2, "key": "b"}],
        "office_term": [
            {**TERM, "id": 1, "holder_id": 1, "seat": "1", "to_on": None},
            {**TERM, "id": 2, "holder_id": 2, "seat": "2", "to_on": date(2026, 10, 1)},
        ],
        "motion": [MOTION],
        "motion_division": [DIVISION],
    }
    with empty.engine.begin() as connection:
        for name, values in rows.items():
            _insert(connection, name, values)
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        kept = connection.execute(select(Table("motion_vacancy", MetaData(), autoload_with=connection))).all()
    assert [(row.division_id, row.ward, row.seat) for row in kept] == [(1, "Abbey", "2")]


def test_a_draft_that_is_there_becomes_a_document_with_its_history(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "motion", "0013_letters")
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    clause = {"motion_id": 1, "section": "notes", "changed_at": at, "version": 2}
    saved = {"saved_at": at, "is_deletion": False}
    rows: dict[str, list[dict[str, Any]]] = {
        "motion": [{**MOTION, "is_from_record": False, "state": "draft", "number": None}],
        "motion_clause": [
            {**clause, "id": 1, "key": "C-1", "position": "i", "text": "Later – é 😀."},
            {**clause, "id": 2, "key": "C-2", "position": "r", "text": "Gone.", "deleted_at": at},
        ],
        "motion_clause_version": [
            {**saved, "clause_id": 1, "number": 1, "text": "First."},
            {**saved, "clause_id": 1, "number": 2, "text": "Later – é 😀."},
            {**saved, "clause_id": 2, "number": 1, "text": "Gone."},
            {**saved, "clause_id": 2, "number": 2, "text": "Gone.", "is_deletion": True},
        ],
    }
    with empty.engine.begin() as connection:
        for name, values in rows.items():
            for row in values:
                _insert(connection, name, [row])
    upgrade(empty, registry)
    with empty.reading() as session:
        motion = session.get_one(Motion, 1)
        document, seq = read_document(session, motion)
        assert (document.title, document.meeting_on, seq) == (motion.title, motion.meeting_on, 5)
        assert [version.text for version in versions_of(session, motion)] == [
            "First.",
            "Later – é 😀.",
            "Gone.",
            "Gone.",
        ]
        assert [clause.is_deleted for clause in all_clauses(session, motion)] == [False, True]
    downgrade(empty, registry, "motion", "0013_letters")
    with empty.engine.connect() as connection:
        kept = connection.execute(text("SELECT text, position, deleted_at IS NULL FROM motion_clause ORDER BY id"))
        assert [tuple(row) for row in kept] == [("Later – é 😀.", "i", True), ("Gone.", "r", False)]


def test_letters_that_were_sent_went_by_post_and_each_day_has_its_meeting(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "motion", "0013_letters")
    sent_on, at = date(2026, 12, 1), MOMENT
    resolution = {"id": 1, "motion_id": 1, "number": "R2026-001", "adopted_on": DAY, "made_at": at, "summary": "Write."}
    action = {"resolution_id": 1, "kind": "request", "text": "Write", "owner": "", "addressee": "", "version": 1}
    moved = {"from_state": "drafted", "to_state": "sent", "note": "", "made_at": at}
    letter = {"number": 1, "recipient": "Mayor", "body": "Dear Mayor", "signatory": "Chief", "signed_at": at}
    rows: dict[str, list[dict[str, Any]]] = {
        "motion": [{**MOTION, "meeting_on": DAY}],
        "motion_division": [{**DIVISION, "held_on": sent_on, "question": "motion", "number": 1}],
        "motion_resolution": [resolution],
        "motion_action": [
            {**action, "id": id_, "number": id_, "state": state, "added_at": at}
            for id_, state in ((1, "chased"), (2, "drafted"))
        ],
        "motion_action_change": [{**moved, "action_id": 1, "happened_on": day} for day in (DAY, sent_on)],
        "motion_letter": [{**letter, "id": id_, "action_id": id_} for id_ in (1, 2)],
    }
    with empty.engine.begin() as connection:
        for name, values in rows.items():
            _insert(connection, name, values)
    upgrade(empty, registry)
    with empty.reading() as session:
        (dispatch,) = session.scalars(select(Dispatch))
        assert (dispatch.letter_id, dispatch.way, dispatch.sent_on, dispatch.address) == (1, "post", DAY, "")
        assert list(session.scalars(select(Meeting.held_on).order_by(Meeting.held_on))) == [DAY, sent_on]
        assert session.get_one(Motion, 1).meeting is not None


def test_a_term_without_rank_has_none_and_again_an_empty_text_before(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    terms: list[dict[str, Any]] = [
        {**TERM, "id": 1, "holder_id": 1, "seat": "1", "rank": None},
        {**TERM, "id": 2, "holder_id": 1, "role": "police", "ward": "", "seat": "", "rank": "inspector"},
    ]
    ranks = "SELECT rank FROM office_term ORDER BY id"
    with empty.engine.begin() as connection:
        _insert(connection, "office_holder", [{"id": 1, "key": "a"}])
        _insert(connection, "office_term", terms)
    for revision, known in (("0033_language_of_mail", ["", "inspector"]), (None, [None, "inspector"])):
        if revision:
            downgrade(empty, registry, "core", revision)
        else:
            upgrade(empty, registry)
        with empty.engine.connect() as connection:
            assert list(connection.scalars(text(ranks))) == known


def test_where_a_consultation_has_been_is_taken_from_the_log(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "core", "0034_choices_or_none")
    consultation = {"id": 1, "slug": "cameras", "title": "Cameras", "summary": "", "state": "closed", "version": 1}
    texts = dict.fromkeys(("background", "options_open", "decided_by", "notice", "attribution"), "")
    told = ("consultations.created", "consultations.opened", "consultations.closed")
    entry = {"at": MOMENT, "actor_id": None, "actor_name": "", "consultation_id": 1, "facts": "{}"}
    with empty.engine.begin() as connection:
        _insert(connection, "consultation", [{**consultation, **texts, "created_at": MOMENT}])
        _insert(connection, "audit_entry", [{**entry, "name": name} for name in told])
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        steps = connection.execute(select(Table("step", MetaData(), autoload_with=connection))).all()
    assert [(step.subject_kind, step.subject_id, step.before, step.after) for step in steps] == [
        ("consultation", 1, "draft", "open"),
        ("consultation", 1, "open", "closed"),
    ]


def test_numbers_of_assessments_are_kept_and_the_next_follows_the_highest(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "impact", "0006_reviews")
    numbers = ("CIA-2026-001", "EIA-2026-002", "CIA-2026-007", "CIA-2025-004")
    row = {"title": "Cameras", "begun_at": MOMENT, "form": "community"}
    contact = {"name": "Mosque", "kind": "faith", "contact_name": "", "email": "", "version": 1, "added_at": MOMENT}
    with empty.engine.begin() as connection:
        _insert(
            connection, "impact_document", [{**row, "id": at, "number": number} for at, number in enumerate(numbers, 1)]
        )
        lists = {"wards": "[]", "characteristics": "[]", "communities": "[]"}
        _insert(connection, "impact_contact", [{**contact, **lists, "id": 1}])
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        kept = connection.execute(text("SELECT name, last FROM impact_series ORDER BY name")).all()
        saved = connection.execute(text("SELECT saved_at = added_at FROM impact_contact")).scalar_one()
    assert [tuple(series) for series in kept] == [("CIA-2025", 4), ("CIA-2026", 7), ("EIA-2026", 2)]
    assert saved


def test_results_that_were_public_stand_as_the_first_edition_without_their_exact_counts(
    empty: Database, registry: Registry
) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "core", "0053_templates_of_consultations")
    consultation = {"id": 1, "slug": "cameras", "title": "Cameras", "summary": "", "state": "closed", "version": 1}
    texts = dict.fromkeys(("background", "options_open", "decided_by", "notice", "attribution"), "")
    activity = {"id": 1, "consultation_id": 1, "kind": "response", "title": "Tell us", "position": 0}
    sent = {"activity_id": 1, "channel": "web", "questions_version": 1, "area": "", "revision": 1, "exclusion_note": ""}
    sent |= {"answers": {}, "is_in_check_sample": False, "is_synthetic": False, "submitted_at": MOMENT}
    statuses = ("submitted", "submitted", "withdrawn", "submitted")
    table = {"key": "q", "title": "Q", "notes": [], "lines": [{"label": "Yes", "people": None, "text": "fewer than 5"}]}
    shown = [{"tables": []}, {"tables": [table], "comments_up_to": 3}, {"audience": "officer"}]
    with empty.engine.begin() as connection:
        _insert(connection, "consultation", [{**consultation, **texts, "created_at": MOMENT}])
        _insert(connection, "activity", [{**activity, "settings": {}, "settings_version": 1}])
        keys = ({"id": number, "reference": f"R{number}", "idempotency_key": f"k{number}"} for number in range(1, 5))
        _insert(
            connection, "submission", [{**sent, **key, "status": one} for key, one in zip(keys, statuses, strict=True)]
        )
        kept = {"activity_id": 1, "tables_sealed": b"exact"}
        _insert(
            connection,
            "published_results",
            [
                {**kept, "id": str(day), "shown": one, "published_at": MOMENT + timedelta(days=day)}
                for day, one in enumerate(shown)
            ],
        )
    upgrade(empty, registry)
    with empty.engine.connect() as connection:
        (edition,) = connection.execute(text("SELECT id, number, people, method FROM edition")).all()
        members = connection.scalars(text("SELECT submission_id FROM edition_member ORDER BY submission_id")).all()
        tables = connection.scalar(select(Table("edition", MetaData(), autoload_with=connection).c.one_way))
        assert "published_results" not in inspect(connection).get_table_names()
    assert tuple(edition)[1:] == (1, 2, "hiding")
    assert list(members) == [1, 2]
    assert tables == {"tables": [table]}


def _insert(connection: Connection, name: str, rows: list[dict[str, Any]]) -> None:
    connection.execute(insert(Table(name, MetaData(), autoload_with=connection)), rows)


DAY = date(2026, 11, 30)
MOMENT = datetime(2026, 11, 30, 20, tzinfo=UTC)
TERM = {"role": "member", "name": "Cllr", "ward": "Abbey", "group_name": "", "remit": "", "command": ""} | {
    "from_on": date(2026, 5, 11)
}
MOTION = {
    "id": 1,
    "number": "M2026-001",
    "title": "Stop",
    "state": "carried",
    "proposer_name": "",
    "proposer_ward": "",
    "seconder_name": "",
    "seconder_ward": "",
    "is_from_record": False,
    "record_note": "",
    "withdrawal_reason": "",
    "created_at": MOMENT,
}
DIVISION = {
    "id": 1,
    "motion_id": 1,
    "held_on": DAY,
    "is_named": True,
    "is_unanimous": True,
    "for_count": 1,
    "against_count": 0,
    "chair_name": "",
    "outcome": "carried",
    "note": "",
    "recorded_at": MOMENT,
}


def test_the_hours_of_what_people_sent_are_deleted_and_their_days_kept(empty: Database, registry: Registry) -> None:
    upgrade(empty, registry)
    downgrade(empty, registry, "core", "0071_add_access_tokens")
    consultation = {"id": 1, "slug": "cameras", "title": "Cameras", "summary": "", "state": "closed", "version": 1}
    texts = dict.fromkeys(("background", "options_open", "decided_by", "notice", "attribution"), "")
    activity = {"id": 1, "consultation_id": 1, "kind": "response", "title": "Tell us", "position": 0}
    sent = {"activity_id": 1, "channel": "web", "questions_version": 1, "area": "", "revision": 1, "exclusion_note": ""}
    sent |= {"answers": {}, "is_in_check_sample": False, "is_synthetic": False, "status": "submitted"}
    late = datetime(2026, 6, 1, 23, tzinfo=UTC)
    with empty.engine.begin() as connection:
        _insert(connection, "consultation", [{**consultation, **texts, "created_at": MOMENT}])
        _insert(connection, "activity", [{**activity, "settings": {}, "settings_version": 1}])
        for number, code in enumerate(("a" * 64, None), 1):
            key = {"id": number, "reference": f"R{number}", "idempotency_key": f"k{number}", "code_hash": code}
            _insert(connection, "submission", [{**sent, **key, "submitted_at": late}])
        changed = {"submission_id": 1, "revision": 1, "answers": {}, "cause": "author"}
        _insert(connection, "submission_earlier", [{**changed, "replaced_at": late + timedelta(hours=5)}])
    upgrade(empty, registry)
    with empty.reading() as session:
        sent_here, entered = session.scalars(select(Submission).order_by(Submission.id)).all()
        assert (sent_here.submitted_at, sent_here.received_on) == (None, date(2026, 6, 2))
        assert (entered.submitted_at, entered.received_on) == (late, None)
        assert session.scalars(select(EarlierAnswers.replaced_at)).one() == late
