"""Making an edition: refused by dates and people alone, kept whole or not at all, and never changed."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.contract.questions import CONSENT_KEY
from consult.desk.exclusions import exclude, reinstate
from consult.desk.readings import record_reading
from consult.exports.edition_people import members_now
from consult.exports.editions import newest_edition
from consult.exports.making import (
    CrossedAlready,
    LateFormsComing,
    NoMoreEditions,
    Stands,
    may_be_crossed,
    publish_results,
    refusal_of,
)
from consult.exports.models import Edition, EditionMember
from consult.exports.responses import RESPONSES
from consult.exports.running import StillOpen
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Role
from consult.kernel.clock import london
from consult.submissions.consent import UNNAMED
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from plugins.survey import services as surveys
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import item, page, survey
from tests.support.web import FormClient


def closed(session: Session, number: int) -> Activity:
    """Return a closed written response with so many answers."""
    activity = make_activity(session, make_consultation(session, state=State.CLOSED))
    add(session, activity, number)
    session.expire(activity.consultation, ["activities"])
    return activity


def add(session: Session, activity: Activity, number: int) -> list[Submission]:
    positions = ("support", "support", "oppose", "dont_know")
    return [
        make_submission(session, activity, answers={"position": positions[place % 4]}, area="Abbey")
        for place in range(number)
    ]


def test_who_was_counted_is_kept_with_the_revision_of_what_they_said(session: Session) -> None:
    activity = closed(session, 33)
    corrected = session.scalars(select(Submission).where(Submission.activity_id == activity.id)).first()
    assert corrected is not None
    revise(session, activity, corrected, Cause.CORRECTION, reason="Misread.", answers={"position": "oppose"})
    made = publish_results(session, SYSTEM, activity)
    kept = {row.submission_id: row.revision for row in session.scalars(select(EditionMember))}
    assert kept == members_now(session, activity.id)
    assert kept[corrected.id] == 1
    assert len(kept) == made.people


def test_who_comes_while_the_numbers_are_drawn_is_not_in_the_edition(session: Session) -> None:
    activity = closed(session, 120)
    late: list[Submission] = []

    def come(_done: int, _total: int) -> None:
        if not late:
            late.extend(add(session, activity, 1))

    before = members_now(session, activity.id)
    made = publish_results(session, SYSTEM, activity, with_crossed=True, progress=come)
    kept = {row.submission_id: row.revision for row in session.scalars(select(EditionMember))}
    assert late
    assert kept == before
    assert made.people == 120


def test_every_table_adds_up_to_one_total_and_is_a_multiple_of_5(session: Session) -> None:
    made = publish_results(session, SYSTEM, closed(session, 33))
    assert (made.number, made.people, made.total in {30, 35}) == (1, 33, True)
    for table in made.tables:
        people = [line["people"] or 0 for line in table["lines"]]
        assert people[-1] == made.total
        assert sum(people[:-1]) == made.total
        assert all(number % 5 == 0 for number in people)


@pytest.mark.parametrize("number", [0, 1, 9])
def test_fewer_than_ten_people_have_an_edition_of_words_only(session: Session, number: int) -> None:
    made = publish_results(session, SYSTEM, closed(session, number))
    assert (made.tables, made.is_of_few, made.crossed) == ([], True, None)


@pytest.mark.parametrize(("number", "has_percent"), [(99, False), (100, True)])
def test_percentages_and_cross_tables_need_a_hundred_people(session: Session, number: int, has_percent: bool) -> None:
    activity = closed(session, number)
    assert may_be_crossed(session, activity.id) is has_percent
    made = publish_results(session, SYSTEM, activity, with_crossed=True)
    position = next(table for table in made.tables if table["key"] == "position")
    assert any(line["percent"] is not None for line in position["lines"]) is has_percent
    assert (made.crossed is not None) is has_percent


def test_cross_tables_have_the_published_margins_and_are_made_once(session: Session) -> None:
    activity = closed(session, 120)
    made = publish_results(session, SYSTEM, activity, with_crossed=True)
    shown = {table["name"]: [line["people"] for line in table["lines"][:-1]] for table in made.tables}
    assert made.crossed
    for table in made.crossed["tables"]:
        assert [sum(row) for row in table["people"]] == shown[table["rows"]] if table["rows"] in shown else True
        columns = [sum(column) for column in zip(*table["people"], strict=True)]
        assert columns == shown[table["columns"]] if table["columns"] in shown else True
    assert {(table["rows"], table["columns"]) for table in made.crossed["tables"]} >= {("area", "question:position")}
    add(session, activity, 10)
    assert not may_be_crossed(session, activity.id)
    with pytest.raises(CrossedAlready):
        publish_results(session, SYSTEM, activity, with_crossed=True)
    assert publish_results(session, SYSTEM, activity).crossed is None


def test_nothing_is_published_while_people_can_take_part_or_late_forms_come(session: Session, clock_at: Any) -> None:
    still_open = make_activity(session, make_consultation(session))
    with pytest.raises(StillOpen):
        publish_results(session, SYSTEM, still_open)
    activity = closed(session, 30)
    activity.late_forms_until = london(clock.now()).date()
    session.flush()
    with pytest.raises(LateFormsComing, match="last day for late forms"):
        publish_results(session, SYSTEM, activity)
    assert "late forms" in (refusal_of(session, activity) or "")
    activity.late_forms_until -= timedelta(days=1)
    session.flush()
    assert publish_results(session, SYSTEM, activity).number == 1


def test_an_edition_stands_until_ten_people_differ_and_there_is_no_fifth(session: Session) -> None:
    activity = closed(session, 40)
    first = publish_results(session, SYSTEM, activity)
    for number in (2, 3, 4):
        add(session, activity, 9)
        with pytest.raises(Stands):
            publish_results(session, SYSTEM, activity)
        add(session, activity, 1)
        assert publish_results(session, SYSTEM, activity).number == number
    add(session, activity, 30)
    with pytest.raises(NoMoreEditions):
        publish_results(session, SYSTEM, activity)
    newest = newest_edition(session, activity.id)
    assert newest is not None
    assert (newest.number, newest.people, first.people) == (4, 70, 40)


def _corrects(session: Session, activity: Activity, submission: Submission) -> None:
    answers = {"position": "strongly_oppose"}
    revise(session, activity, submission, Cause.CORRECTION, reason="Misread.", answers=answers)


def _excludes(session: Session, activity: Activity, submission: Submission) -> None:
    exclude(session, make_actor(session, Role.OFFICER), activity, submission, "not_genuine", "")


def _withdraws(session: Session, activity: Activity, submission: Submission) -> None:
    revise(session, activity, submission, Cause.WITHDRAWAL, status=Status.WITHDRAWN)


@pytest.mark.parametrize("change", [_corrects, _excludes, _withdraws])
def test_whoever_corrects_goes_or_is_erased_counts_once(
    session: Session, change: Callable[[Session, Activity, Submission], None]
) -> None:
    activity = closed(session, 40)
    publish_results(session, SYSTEM, activity)
    people = session.scalars(select(Submission).where(Submission.activity_id == activity.id)).all()
    for submission in people[:9]:
        change(session, activity, submission)
    with pytest.raises(Stands):
        publish_results(session, SYSTEM, activity)
    change(session, activity, people[9])
    assert publish_results(session, SYSTEM, activity).number == 2


def test_who_is_excluded_and_put_back_has_not_changed(session: Session) -> None:
    activity, officer = closed(session, 40), make_actor(session, Role.OFFICER)
    publish_results(session, SYSTEM, activity)
    before = members_now(session, activity.id)
    for submission in session.scalars(select(Submission).where(Submission.activity_id == activity.id)).all()[:20]:
        exclude(session, officer, activity, submission, "not_genuine", "")
        reinstate(session, officer, activity, submission)
    assert members_now(session, activity.id) == before
    with pytest.raises(Stands):
        publish_results(session, SYSTEM, activity)


def test_who_takes_consent_back_has_not_changed(session: Session) -> None:
    activity = closed(session, 40)
    publish_results(session, SYSTEM, activity)
    before = members_now(session, activity.id)
    for submission in session.scalars(select(Submission).where(Submission.activity_id == activity.id)).all()[:20]:
        revise(session, activity, submission, Cause.CONSENT, answers=submission.answers | {CONSENT_KEY: UNNAMED})
    assert members_now(session, activity.id) == before
    with pytest.raises(Stands):
        publish_results(session, SYSTEM, activity)


def test_whoever_withdraws_leaves_the_list_of_members_and_is_counted_as_erased(session: Session) -> None:
    activity = closed(session, 40)
    made = publish_results(session, SYSTEM, activity)
    gone = session.scalars(select(Submission).where(Submission.activity_id == activity.id)).first()
    assert gone is not None
    _withdraws(session, activity, gone)
    session.refresh(made)
    assert made.erased == 1
    left = session.scalars(select(EditionMember.submission_id).where(EditionMember.edition_id == made.id)).all()
    assert len(left) == 39
    assert gone.id not in left


@pytest.mark.parametrize("values", [{"people": 1}, {"one_way": {"tables": []}}, {"erased": -1}, {"total": 5}])
def test_the_database_lets_nobody_change_an_edition(session: Session, values: dict[str, object]) -> None:
    made = publish_results(session, SYSTEM, closed(session, 30))
    with pytest.raises(DBAPIError, match="permanent record"), session.begin_nested():
        session.execute(update(Edition).where(Edition.id == made.id).values(**values))


def test_the_audit_log_names_who_made_which_edition_of_how_many(session: Session) -> None:
    activity, officer = closed(session, 30), make_actor(session, Role.OFFICER)
    publish_results(session, officer, activity)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.edition_made")).one()
    assert (entry.actor_id, entry.facts["number"], entry.facts["people"]) == (officer.person_id, 1, 30)


def test_an_edition_that_is_not_kept_leaves_nothing_and_the_next_is_drawn_anew(session: Session) -> None:
    activity = closed(session, 37)

    class Killed(Exception):
        pass

    def killed(_done: int, _total: int) -> None:
        raise Killed

    add(session, activity, 80)
    with pytest.raises(Killed), session.begin_nested():
        publish_results(session, SYSTEM, activity, with_crossed=True, progress=killed)
    assert session.scalars(select(Edition)).all() == []
    assert session.scalars(select(EditionMember)).all() == []
    assert session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.edition_made")).all() == []
    assert publish_results(session, SYSTEM, activity, with_crossed=True).number == 1


def test_exchanging_all_answers_among_the_same_people_changes_no_decision(session: Session) -> None:
    activity = closed(session, 30)
    publish_results(session, SYSTEM, activity)
    add(session, activity, 10)
    before = refusal_of(session, activity)
    for submission in session.scalars(select(Submission).where(Submission.activity_id == activity.id)):
        submission.answers = {"position": "strongly_oppose"}
    session.flush()
    assert refusal_of(session, activity) == before is None


def _replaced_by(asked: Definition, _draft: Definition) -> Definition:
    return asked


def surveyed(session: Session, *promises: bool) -> Activity:
    """Return a closed survey whose questions say in each version whether their answers may be published, or not."""
    activity, officer = make_activity(session, make_consultation(session), "survey"), make_actor(session, Role.OFFICER)
    for public in promises:
        pages = survey(
            page("p1", item("choice", "radios", public=public)),
            page("p2", item("why", "long_text", public=public)),
            page("p3", item("other", "radios")),
        )
        asked = read_definition(pages)
        surveys.change_draft(session, officer, activity, partial(_replaced_by, asked))
        seen = find_draft(session, activity.id).as_seen
        surveys.publish(session, officer, activity, seen=seen, public_note="New.")
        for number in range(30):
            answers = {"choice": "ab"[number % 2], "why": f"Why {number}.", "other": "a"}
            make_submission(session, activity, answers=answers)
    activity.consultation.state = State.CLOSED
    session.flush()
    session.expire(activity.consultation, ["activities"])
    return activity


@pytest.mark.parametrize(("promises", "is_told"), [((True,), True), ((False,), False), ((True, False), False)])
def test_what_was_asked_for_the_council_alone_is_published_in_no_form(
    session: Session, client: FormClient, promises: tuple[bool, ...], is_told: bool
) -> None:
    activity = surveyed(session, *promises)
    officer = make_actor(session, Role.OFFICER)
    for submission in session.scalars(select(Submission).where(Submission.activity_id == activity.id)):
        record_reading(session, officer, submission)
    results = publish_results(session, officer, activity)
    keys = {table["key"] for table in results.tables}
    assert ("choice" in keys) is is_told
    assert "other" in keys
    slug = activity.consultation.slug
    assert ("Question choice" in client.get(f"/consultations/{slug}/results.csv").text) is is_told
    columns = {column.name for column in RESPONSES.columns(session, activity.id) if column.is_public}
    assert ("choice" in columns) is is_told
    assert "other" in columns
