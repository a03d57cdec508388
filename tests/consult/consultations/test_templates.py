"""Templates keep what was said and asked, begin drafts of their own, and follow what is taken out of them."""

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.templates import (
    begin_with,
    find_template,
    names_of_templates,
    remove_template,
    save_template,
    templates,
)
from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound, SignInNeeded
from consult.records.search import hits_in_consultation
from consult.responses.questions import find_questionnaire, set_questions
from tests.factories import QUESTIONS, actor_for, make_actor, make_consultation, make_person, make_submission


def test_a_template_begins_drafts_with_what_was_asked_when_it_was_saved(session: Session, activity: Activity) -> None:
    officer, source = make_actor(session, Role.OFFICER), activity.consultation
    make_submission(session, activity)
    kept = save_template(session, officer, source, " Cameras ", "For cameras.")
    assert save_template(session, officer, source, "Cameras", "For cameras.") is kept
    asked = {**QUESTIONS, "questions": QUESTIONS["questions"][:1]}
    set_questions(session, officer, activity, asked)
    source.background = "Changed since."
    session.flush()
    made = begin_with(session, officer, kept, "Ask again")
    session.expire_all()
    assert (made.state, made.title) == (State.DRAFT, "Ask again")
    assert "Changed since." not in made.background
    (begun,) = made.activities
    assert [question.key for question in find_questionnaire(session, begun.id).questions] == ["position", "reasons"]
    assert "helps to find missing people" not in str(kept.outline)


def test_a_name_is_needed_and_no_other_template_has_it(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    kept = save_template(session, officer, activity.consultation, "Cameras", "")
    for name in ("", "\u200b", "Cameras"):
        with pytest.raises(Invalid):
            save_template(session, officer, activity.consultation, name, "Another text.")
    with pytest.raises(Invalid):
        begin_with(session, officer, kept, " ")
    assert names_of_templates(session, [kept.id]) == {kept.id: "“Cameras”"}


def test_a_template_outlives_what_it_came_from_and_can_be_removed(session: Session, activity: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    kept = save_template(session, officer, activity.consultation, "Cameras", "")
    assert find_template(session, kept.id, officer) is kept
    with pytest.raises(SignInNeeded):
        find_template(session, kept.id, ANONYMOUS)
    with pytest.raises(NotFound):
        find_template(session, kept.id, make_actor(session, Role.COUNCILLOR))
    session.delete(activity.consultation)
    session.flush()
    session.expire_all()
    assert [one.origin_id for one in templates(session)] == [None]
    remove_template(session, officer, kept)
    assert templates(session) == []
    names = session.scalars(select(AuditEntry.name).where(AuditEntry.name.like("consultations.template%")))
    assert sorted(names) == ["consultations.template_removed", "consultations.template_saved"]


def test_of_two_officers_who_remove_one_template_the_second_is_told(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        officer = make_actor(session, Role.OFFICER)
        number = save_template(session, officer, make_consultation(session), "Cameras", "").id
    with live_database.unit_of_work() as session:
        seen = find_template(session, number, officer)
        with live_database.unit_of_work() as other:
            remove_template(other, officer, find_template(other, number, officer))
        with pytest.raises(NotFound):
            remove_template(session, officer, seen)
    with live_database.reading() as session:
        removed = select(AuditEntry.id).where(AuditEntry.name == "consultations.template_removed")
        assert len(session.scalars(removed).all()) == 1


def test_a_name_is_found_in_a_template_too(session: Session, activity: Activity) -> None:
    officer, source = make_actor(session, Role.OFFICER), activity.consultation
    source.background = "Ask Ada Stone."
    asked = {**QUESTIONS, "questions": [{**QUESTIONS["questions"][1], "label": "Was Ada Stone right?"}]}
    set_questions(session, officer, activity, asked)
    session.flush()
    save_template(session, officer, source, "Cameras", "")
    found = {hit.place.key for hit in hits_in_consultation(session, officer, source.id, "ada stone")}
    assert {"outline.texts.background", "outline.activities.0.asks.questions.0.label"} <= found


@pytest.mark.parametrize("_round", range(3))
def test_of_two_officers_who_save_one_name_in_the_same_moment_one_is_told(live_database: Database, _round: int) -> None:
    with live_database.unit_of_work() as session:
        sources = [make_consultation(session, slug=f"cameras-{number}").id for number in range(2)]
        officer_id = make_person(session, Role.OFFICER).id
    ready, told = threading.Barrier(2), list[str]()

    def save(source_id: int) -> None:
        try:
            with live_database.unit_of_work() as session:
                officer = actor_for(session, session.get_one(Person, officer_id))
                source = session.get_one(Consultation, source_id)
                ready.wait(10)
                save_template(session, officer, source, "Cameras", "")
            told.append("kept")
        except Invalid as refused:
            told.append(str(refused.fields["name"]))

    threads = [threading.Thread(target=save, args=(source_id,)) for source_id in sources]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(told) == ["Another template has this name. Enter another one", "kept"]
    with live_database.reading() as session:
        assert [one.name for one in templates(session)] == ["Cameras"]
