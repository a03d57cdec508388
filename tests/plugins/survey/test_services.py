"""Working on the draft and publishing it."""

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.consultations.sign_offs import answer_sign_off, ask_to_sign_off, is_signed_off, sign_off_by_secret
from consult.consultations.signed_texts import digest_of
from consult.contract.deployment import deployment_of
from consult.contract.plugin import ActivityType
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.kernel.errors import ChangedMeanwhile, Closed, Conflict, Invalid
from plugins.survey import services
from plugins.survey.definition import Definition, Section
from plugins.survey.document import FaultyDefinition, read_definition
from plugins.survey.models import SurveyVersion
from plugins.survey.queries import find_draft, find_published, published_versions, variables_of
from plugins.survey.questions import find_questionnaire
from tests.factories import make_activity, make_actor, make_consultation
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey, item, options, page, survey, text
from tests.support.deployments import change_deployment


def with_more(*pages: dict[str, Any]) -> dict[str, Any]:
    """Return the survey of every kind with more pages."""
    made = deepcopy(ALL_KINDS)
    made["sections"][0]["pages"] += pages
    return made


def test_a_new_survey_has_an_empty_draft_and_cannot_open(session: Session, draft_survey: Activity) -> None:
    assert find_draft(session, draft_survey.id).number == 1
    assert find_questionnaire(session, draft_survey.id, 1).pages == ()
    assert "not published" in services.opening_problems(session, draft_survey.id)[0]


def test_publishing_makes_the_version_that_is_asked_and_the_next_draft(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    made = publish(draft_survey, ALL_KINDS)
    assert (made.number, draft_survey.settings_version, made.change_class) == (1, 1, None)
    draft = find_draft(session, draft_survey.id)
    assert (draft.number, draft.sha256) == (2, made.sha256)
    assert services.opening_problems(session, draft_survey.id) == []
    assert [question_page.id for question_page in find_questionnaire(session, draft_survey.id, 1).pages] == [
        "p1",
        "p2",
        "p3",
        "p4",
    ]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "survey.published")).one()
    assert entry.facts["version"] == 1


def test_a_change_after_opening_needs_a_public_note_and_keeps_the_earlier_version(
    session: Session, open_survey: Activity, publish: PublishSurvey
) -> None:
    more = with_more(page("p9", item("fresh")))
    with pytest.raises(Invalid) as caught:
        publish(open_survey, more, note=" ")
    assert "public_note" in caught.value.fields
    made = publish(open_survey, more, note="People asked for it.")
    assert (made.number, made.change_class, open_survey.settings_version) == (2, "additive", 2)
    statuses = [published_version.status for published_version in session.scalars(published_versions(open_survey.id))]
    assert statuses == ["superseded", "published"]
    assert "fresh" not in find_questionnaire(session, open_survey.id, 1).by_key
    assert "fresh" in find_questionnaire(session, open_survey.id, None).by_key


def test_a_breaking_change_after_opening_is_refused_with_what_to_do(
    session: Session, open_survey: Activity, publish: PublishSurvey
) -> None:
    pages = ALL_KINDS["sections"][0]["pages"]
    tighter = survey(*pages[:3], page("p4", item("line"), item("count", "number", least=0, most=5), title=text("More")))
    with pytest.raises(Conflict, match=r"tighter limit \(maximum\)\. Undo it, or ask a new question with a new key"):
        publish(open_survey, tighter)
    with pytest.raises(Conflict, match="Another officer must confirm this"):
        publish(open_survey, survey(*pages[:3]))
    assert open_survey.settings_version == 1


def test_a_breaking_change_before_opening_is_published(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, ALL_KINDS)
    made = publish(draft_survey, survey(page("p1", item("only"))), note="")
    assert made.change_class == "breaking"


def test_a_key_is_not_reused_for_another_kind_even_before_opening(
    draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, survey(page("p1", item("one"), item("two"))))
    publish(draft_survey, survey(page("p1", item("two"))))
    with pytest.raises(Invalid, match="another kind"):
        publish(draft_survey, survey(page("p1", item("two"), item("one", "number"))))


def test_nothing_is_published_without_a_change_nor_with_a_problem_nor_after_closing(
    session: Session, open_survey: Activity, publish: PublishSurvey
) -> None:
    with pytest.raises(Conflict, match="Nothing has changed"):
        publish(open_survey, ALL_KINDS)
    with pytest.raises(Invalid, match="is empty"):
        publish(open_survey, with_more(page("p9")))
    open_survey.consultation.state = State.CLOSED
    with pytest.raises(Closed):
        publish(open_survey, with_more(page("p9", item("fresh"))))


def test_publishing_a_draft_that_somebody_changed_is_refused(session: Session, draft_survey: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    with pytest.raises(ChangedMeanwhile):
        services.publish(session, officer, draft_survey, seen="0" * 64)


def test_a_faulty_change_is_not_saved(session: Session, draft_survey: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    before = find_draft(session, draft_survey.id).sha256
    with pytest.raises(FaultyDefinition):
        services.change_draft(session, officer, draft_survey, lambda draft: replace(draft, sections=()))
    assert find_draft(session, draft_survey.id).sha256 == before


def test_importing_over_a_draft_that_somebody_changed_is_refused(session: Session, draft_survey: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    seen = find_draft(session, draft_survey.id).as_seen
    services.import_definition(session, officer, draft_survey, Definition((Section("x"),)), seen)
    with pytest.raises(ChangedMeanwhile):
        services.import_definition(session, officer, draft_survey, Definition((Section("y"),)), seen)


def test_the_code_book_remembers_every_variable_with_its_versions(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, survey(page("p1", item("one", "radios"), item("two"))))
    changed = item("one", "radios", options=[*options("a", "b"), *options("c", retired=True), *options("d")])
    publish(draft_survey, survey(page("p1", {**changed, "label": text("Other words?")}, item("three"))))
    found = {variable.key: variable for variable in session.scalars(variables_of(draft_survey.id))}
    assert {key: (one.first_version, one.last_version) for key, one in found.items()} == {
        "one": (1, 2),
        "two": (1, 1),
        "three": (2, 2),
    }
    assert found["one"].label == "Other words?"
    assert found["one"].options[-1] == "d = Answer d"


def test_the_plugin_offers_what_the_core_asks_for(registry: Any) -> None:
    offered: ActivityType = registry.activities["survey"]
    assert offered.on_create is services.start_survey
    assert offered.opening_problems is services.opening_problems


def test_each_survey_has_its_own_versions(session: Session, publish: PublishSurvey) -> None:
    consultation = make_consultation(session, state=State.DRAFT)
    one, other = make_activity(session, consultation, "survey"), make_activity(session, consultation, "survey")
    publish(one, ALL_KINDS)
    assert find_published(session, other.id) is None
    assert len(session.scalars(select(SurveyVersion).where(SurveyVersion.activity_id == other.id)).all()) == 1


def test_a_survey_that_is_announced_is_published_anew_only_as_it_was_signed_off(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    consultation = draft_survey.consultation
    settings = deployment_of(session).settings
    change_deployment(
        database_of(session), settings=replace(settings, council=replace(settings.council, needs_sign_off=True))
    )
    consultation.opens_at, consultation.closes_at = clock.now() + timedelta(days=1), clock.now() + timedelta(days=40)
    publish(draft_survey, ALL_KINDS)
    asked = sign_off_by_secret(session, ask_to_sign_off(session, make_actor(session, Role.OFFICER), consultation))
    answer_sign_off(session, asked, name="Ada Stone", is_agreed=True, comment="", seen=digest_of(session, consultation))
    consultation.state = State.SCHEDULED
    session.flush()
    changed = deepcopy(ALL_KINDS)
    changed["sections"][0]["pages"][0]["items"][0]["label"] = text("Put otherwise?")
    with pytest.raises(Conflict, match="announced as it was signed off"), session.begin_nested():
        publish(draft_survey, changed)
    services.change_draft(
        session, make_actor(session, Role.OFFICER), draft_survey, lambda _draft: read_definition(changed)
    )
    assert is_signed_off(session, consultation)
