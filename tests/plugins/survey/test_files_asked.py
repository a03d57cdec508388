"""Where a survey may ask for files, and what its other doors make of them."""

import io
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity
from consult.exports.responses import columns, rows
from consult.imports.choices import file_columns, guessed_plan
from consult.imports.files import head_from
from consult.imports.forms import FileAsked
from consult.imports.made_up_responses import seed_responses
from consult.imports.plan import ImportPlan
from consult.imports.services import import_responses
from consult.journey.printed import printed_form
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from consult.sdk.publishing import Audience
from consult.submissions.models import AnswerFile, Submission
from consult.submissions.questionnaires import known_kinds, questionnaire_of, questions_over_versions
from consult.tables.files import read_table
from plugins.survey.checks import problems_of
from plugins.survey.document import read_definition
from plugins.survey.files_asked import MOST_FILES, faults_in_files
from tests.factories import make_actor, make_person
from tests.plugins.survey.conftest import item, page, survey
from tests.support.asked_files import begin, send_file, survey_with_photo
from tests.support.web import FormClient

TWO = survey(page("p1", item("why")), page("p2", item("photo", "file")))


@pytest.fixture
def activity(session: Session) -> Activity:
    """A survey that asks for a photo."""
    return survey_with_photo(session)


def test_a_survey_asks_for_few_files_each_on_a_page_of_its_own() -> None:
    assert problems_of(read_definition(TWO)) == []
    beside = read_definition(survey(page("p1", item("why"), item("photo", "file"))))
    assert list(faults_in_files(beside)) == [
        "The question “Question photo?” asks for a file. Move it to a page of its own."
    ]
    many = survey(*(page(f"p{number}", item(f"k{number}", "file")) for number in range(MOST_FILES + 1)))
    assert problems_of(read_definition(many)) == [
        "4 questions ask for a file, and a survey can have 3 of them. Remove some."
    ]


def test_nobody_must_send_a_file() -> None:
    with pytest.raises(Invalid, match="Not everybody can send a file"):
        read_definition(survey(page("p1", item("photo", "file", required=True))))


def test_it_is_for_the_council_alone() -> None:
    asked = read_definition(TWO).find_item("photo")
    assert (asked.may_be_published, asked.is_sensitive) == (False, True)


def test_the_builder_adds_one_and_offers_no_way_to_require_or_publish_it(
    client: FormClient, session: Session, draft_survey: Activity, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    base = f"/survey/{draft_survey.id}/build"
    new = {"kind": "file", "label": "Add a photo", "key": "photo", "where": "", "then": "back"}
    refused = client.post_form(f"{base}/add", {**new, "required": "y"})
    assert "Not everybody can send a file. Clear this" in refused.text
    assert client.post_form(f"{base}/add", new).status_code == 303
    shown = client.get(f"{base}/questions/photo").text
    assert 'name="required"' not in shown
    assert 'name="public"' not in shown


def test_paper_says_how_and_has_no_line_for_it(session: Session, activity: Activity, settings: Settings) -> None:
    asked = questionnaire_of(session, activity)
    assert asked is not None
    printed = {one.key: one for one in printed_form(session, activity, asked, settings.council).questions}
    assert (printed["photo"].lines, printed["photo"].options) == (0, ())
    assert "You can send one file with this form" in " ".join(printed["photo"].notes)


def test_an_officer_who_enters_paper_has_no_field_for_it(
    client: FormClient, session: Session, activity: Activity, sign_in: Any
) -> None:
    sign_in(client, make_person(session, Role.OFFICER))
    form = client.get(f"/staff/activities/{activity.id}/enter").text
    assert 'name="answer_place"' in form
    assert 'name="answer_photo"' not in form


def test_an_import_leaves_its_column_and_says_so(
    client: FormClient, session: Session, activity: Activity, sign_in: Any
) -> None:
    content = b"id,place,photo\n1,The library,photo-0123456789abcdef.jpg\n"
    asked = FileAsked(
        questions=questions_over_versions(session, activity),
        kinds=known_kinds(session),
        head=head_from(read_table(content)),
    )
    assert file_columns(asked) == ["photo"]
    assert set(guessed_plan(asked).answers) == {"place"}
    officer = make_actor(session, Role.OFFICER)
    with pytest.raises(Invalid, match="which a column cannot hold"):
        import_responses(session, officer, activity, content, ImportPlan(answers={"photo": "photo"}, key="id"))
    import_responses(session, officer, activity, content, guessed_plan(asked))
    assert session.scalars(select(Submission.answers)).one() == {"place": "The library"}
    sign_in(client, make_person(session, Role.OFFICER))
    path = f"/staff/activities/{activity.id}/import"
    place = client.post_form(path, {"file": (io.BytesIO(content), "a.csv")}).location
    shown = client.get(place).text
    assert "The column “photo” is not imported: this question is answered by a file" in shown
    assert 'name="answer_photo"' not in shown


def test_nothing_is_made_up_of_it(session: Session, database: Database, activity: Activity) -> None:
    session.commit()
    seed_responses(database, activity.id, 20)
    assert not any("photo" in one for one in session.scalars(select(Submission.answers)))


def test_exports_name_the_file_for_officers_and_nothing_for_the_public(
    client: FormClient, session: Session, activity: Activity
) -> None:
    send_file(client, begin(client, activity))
    client.post_form(f"/take-part/{activity.id}/check")
    name = session.scalars(select(AnswerFile.name)).one()
    (column,) = [one for one in columns(session, activity.id) if one.name == "photo"]
    assert [*rows(session, activity.id, ["photo"], Audience.OFFICER)] == [(name,)]
    assert not column.is_public
