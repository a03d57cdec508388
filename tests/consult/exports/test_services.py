"""Publishing results, and the audit log of everything that leaves."""

from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.disclosure.release import StillOpen
from consult.exports.models import PublishedResults
from consult.exports.releases import newest_results
from consult.exports.responses import RESPONSES
from consult.exports.services import publish_results
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit
from consult.kernel.authz import Role
from plugins.survey import services as surveys
from plugins.survey.definition import Definition
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import item, page, survey
from tests.support.web import FormClient


def answered(session: Session, *, support: int, oppose: int) -> Activity:
    """Return a closed written response with so many answers of each kind, most of them from one ward."""
    activity = make_activity(session, make_consultation(session))
    for number in range(support + oppose):
        position = "support" if number < support else "oppose"
        area = "Abbey" if number else "Beckton"
        content = Content(
            answers={"position": position}, area=area, about_you={"religion": "sikh"} if not number else {}
        )
        submit(session, start_draft(session, activity.id, activity.settings_version, content=content))
    activity.consultation.state = State.CLOSED
    session.flush()
    return activity


def lines_of(results: PublishedResults, key: str) -> dict[str, tuple[int | None, str]]:
    """Return label → (people, text) of a published table."""
    table = next(table for table in results.shown["tables"] if table["key"] == key)
    return {line["label"]: (line["people"], line["text"]) for line in table["lines"]}


def test_small_numbers_are_hidden_and_others_rounded(session: Session) -> None:
    activity = answered(session, support=41, oppose=23)
    results = publish_results(session, make_actor(session, Role.OFFICER), activity)
    position = lines_of(results, "position")
    assert position["Support"] == (40, "40")
    assert position["Oppose"] == (25, "25")
    assert lines_of(results, "area").get("Beckton", (None, ""))[0] is None
    assert all(not people for people, _ in lines_of(results, "religion").values())


def test_nothing_is_published_while_people_can_take_part(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    with pytest.raises(StillOpen):
        publish_results(session, make_actor(session, Role.OFFICER), activity)
    assert newest_results(session, activity.id) is None


def test_exact_tables_are_sealed_and_the_audit_log_names_the_officer(session: Session) -> None:
    activity, actor = answered(session, support=41, oppose=23), make_actor(session, Role.OFFICER)
    results = publish_results(session, actor, activity)
    assert b"Beckton" not in results.tables_sealed
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.results_published")).one()
    assert entry.actor_id == actor.person_id


def test_a_second_publication_does_not_tell_what_one_more_person_said(session: Session) -> None:
    activity, actor = answered(session, support=41, oppose=23), make_actor(session, Role.OFFICER)
    first = publish_results(session, actor, activity)
    make_submission(session, activity, answers={"position": "oppose"})
    second = publish_results(session, actor, activity)
    before = lines_of(first, "position")["Oppose"][0]
    after = lines_of(second, "position").get("Oppose", (None, ""))[0]
    assert after is None or after == before


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
        seen = find_draft(session, activity.id).sha256
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
    results = publish_results(session, officer, activity)
    keys = {table["key"] for table in results.shown["tables"]}
    assert ("choice" in keys) is is_told
    assert "other" in keys
    slug = activity.consultation.slug
    assert ("Question choice" in client.get(f"/consultations/{slug}/results.csv").text) is is_told
    columns = {column.name for column in RESPONSES.columns(session, activity.id) if column.is_public}
    assert ("choice" in columns) is is_told
    assert "other" in columns
