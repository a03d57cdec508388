"""A kind of question from outside that is made like checkboxes is treated like checkboxes everywhere."""

from dataclasses import replace
from math import inf
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.contract.options import Option
from consult.contract.questions import Question, Questionnaire, QuestionPage
from consult.desk.transcription import Original, enter_response
from consult.exports.summary import summarise
from consult.imports.files import head_from
from consult.imports.forms import FileAsked, columns_form
from consult.imports.made_up_responses import seed_responses
from consult.imports.plan import ImportPlan
from consult.imports.services import import_responses
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid
from consult.responses.activity import WRITTEN_RESPONSE
from consult.submissions.kinds import CORE_KINDS
from consult.submissions.models import Channel, Submission
from consult.submissions.questionnaires import known_kinds
from consult.tables.files import read_table
from plugins.survey.kinds.boxes import CHECKBOXES
from tests.factories import make_actor
from tests.support.deployments import change_deployment, with_activity
from tests.support.web import FormClient

OPTIONS = (
    Option(code="a", label="Alpha"),
    Option(code="b", label="Beta"),
    Option(code="old", label="Gone", is_retired=True),
    Option(code="none", label="None of these", is_exclusive=True),
)
NAMES = ("checkboxes", "outside.ticks")


@pytest.fixture(params=NAMES)
def asking(request: pytest.FixtureRequest, database: Database, open_survey: Activity) -> Activity:
    """A survey that asks one question of the kind, under its own name and under another."""
    outside = replace(WRITTEN_RESPONSE, kinds=(*CORE_KINDS, replace(CHECKBOXES, name=request.param)))
    change_deployment(database, registry=with_activity(deployment_of(database).registry, outside))
    question = Question(key="ticks", kind=request.param, label="Which?", options=OPTIONS)
    page = QuestionPage(id="p1", title="Which?", questions=(question,))
    version = open_survey.settings_version
    asked = Questionnaire(activity_id=open_survey.id, version=version, title="", pages=(page,), asks_about_you=False)
    for language in ("", "en-GB"):
        deployment_of(database).questionnaires[open_survey.id, version, language] = asked, inf
    return open_survey


def answers(session: Session) -> list[dict[str, Any]]:
    return list(session.scalars(select(Submission.answers).order_by(Submission.id)))


def test_it_is_answered_on_the_website(client: FormClient, session: Session, asking: Activity) -> None:
    base = f"/take-part/{asking.id}"
    client.post_form(f"{base}/start")
    refused = client.post_form(f"{base}/question/p1", {"ticks": ["a", "none"]})
    assert refused.status_code == 422
    client.post_form(f"{base}/question/p1", {"ticks": ["b", "a"]})
    client.post_form(f"{base}/check")
    assert answers(session) == [{"ticks": ["a", "b"]}]
    assert summarise(session, asking).questions[0].answered == 1


def test_it_is_entered_from_paper(session: Session, asking: Activity) -> None:
    officer = make_actor(session, Role.OFFICER)
    written = Original(channel=Channel.PAPER, received_on=clock.today_in_london(), answers={"ticks": ["a", "b"]})
    made = enter_response(session, officer, asking, written, key="k")
    assert (made.answers, made.marks) == ({"ticks": ["a", "b"]}, {})
    for wrong in (["a", "none"], ["old"], ["a", "a"], "a"):
        with pytest.raises(Invalid):
            enter_response(session, officer, asking, replace(written, answers={"ticks": wrong}), key="l")


def test_it_is_imported(session: Session, asking: Activity) -> None:
    rows = b"id,ticks\n1,Alpha;Beta\n2,Alpha\n3,Alpha; alpha\n"
    officer = make_actor(session, Role.OFFICER)
    import_responses(session, officer, asking, rows, ImportPlan(answers={"ticks": "ticks"}, key="id"))
    assert answers(session) == [{"ticks": ["a", "b"]}, {"ticks": ["a"]}, {"ticks": ["a"]}]
    for wrong in (b"Alpha;None of these", b"Gone", b"Delta"):
        report = import_responses(
            session, officer, asking, b"id,ticks\n9," + wrong + b"\n", ImportPlan(answers={"ticks": "ticks"}, key="id")
        )
        assert len(report.refused) == 1
    table = summarise(session, asking).questions[0].table
    assert table is not None
    assert table.rows.overlapping


def test_the_columns_page_says_that_there_may_be_several(session: Session, asking: Activity) -> None:
    asked = deployment_of(session).questionnaires[asking.id, asking.settings_version, ""][0]
    head = head_from(read_table(b"id,ticks\n1,Alpha\n"))
    form: Any = columns_form(FileAsked(questions=asked.questions, kinds=known_kinds(session), head=head))
    assert "Several of these" in form.answer_ticks.kwargs["description"]


def test_it_is_made_up(session: Session, database: Database, asking: Activity) -> None:
    session.commit()
    seed_responses(database, asking.id, 30)
    made = answers(session)
    assert len(made) == 30
    given = [item["ticks"] for item in made if item]
    assert any(len(item) > 1 for item in given)
    assert not any("old" in item or ("none" in item and len(item) > 1) for item in given)
