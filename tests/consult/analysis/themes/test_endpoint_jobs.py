"""Published answers go to the council's model by a job, with an entry in the audit log, and come back as proposals."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select

from consult.analysis.themes.endpoint_jobs import ASK_BOOK, ASK_THEMES, ask_endpoint
from consult.analysis.themes.events import TextsSentToModel
from consult.analysis.themes.model_runs import newest_found, statements_of
from consult.analysis.themes.models import Assignment, Source
from consult.analysis.themes.run_models import Method, ModelRun
from consult.analysis.themes.texts_to_learn import public_texts_of
from consult.config import ModelEndpoint
from consult.kernel.errors import Conflict
from consult.submissions.personal_data import erase_submission
from tests.consult.analysis.themes.conftest import Desk
from tests.consult.analysis.themes.test_endpoint import END, good, row
from tests.consult.analysis.themes.test_learning_jobs import run
from tests.support.model_server import answering
from tests.support.themefinder import saying, with_themefinder


@pytest.mark.xdist_group("themefinder")
def test_public_answers_are_sent_masked_and_what_comes_back_counts_once_accepted(desk: Desk) -> None:
    theme = desk.theme("Cost")
    known, unread = desk.response("Too dear. Write to me at amy@home.example."), desk.response("Nobody read this yet.")
    desk.make_public(known)
    with answering(good) as model:
        desk.set_model(with_themefinder(model.url))
        job = ask_endpoint(desk.session, desk.officer, desk.activity, "reasons", ASK_THEMES)
        (event,) = desk.facts_of(TextsSentToModel.name)
        assert (event["texts"], model.asked) == (1, [])
        assert run(desk, job).startswith("Themes proposed: 1, for answers: 1.")
    sent = "".join(asked.prompt for asked in model.asked)
    assert "Too dear. Write to me at [email]" in sent
    assert "home.example" not in sent
    assert "Nobody read this" not in sent
    proposal = desk.session.scalars(select(Assignment).where(Assignment.source == Source.MODEL)).one()
    assert (proposal.submission_id, proposal.theme_id, proposal.accepted_at) == (known.id, theme.id, None)
    assert desk.counted() == {"T1": 0}
    (statement,) = statements_of(desk.session, desk.consultation.id, only_counted=False)
    assert statement.run.model.startswith("small-model (127.0.0.1")
    assert "themefinder 0" in statement.run.model
    assert (statement.run.texts, statement.waiting, statement.accepted) == (1, 1, 0)
    assert statements_of(desk.session, desk.consultation.id, only_counted=True) == []
    desk.code(known, theme)
    (statement,) = statements_of(desk.session, desk.consultation.id, only_counted=True)
    assert (statement.waiting, statement.accepted, statement.checkers) == (0, 1, 1)
    assert unread.id not in public_texts_of(desk.session, desk.activity.id, "reasons")


def test_rows_that_do_not_fit_are_told_and_kept_as_a_number(desk: Desk, tmp_path: Path) -> None:
    desk.theme("Cost")
    desk.make_public(desk.response("Too dear."))
    desk.set_model(saying(tmp_path, row(1, "T1", "T8"), row(44, "T1"), *END))
    job = ask_endpoint(desk.session, desk.officer, desk.activity, "reasons", ASK_THEMES)
    assert run(desk, job) == "Themes proposed: 1, for answers: 1. Rows that did not fit and were dropped: 2."
    kept = desk.session.scalars(select(ModelRun)).one()
    assert kept.dropped == {"no_theme": 1, "no_text": 1}
    assert (kept.method, kept.prompt, kept.asked_by_id) == (Method.ENDPOINT_THEMES, "Sort these", desk.person.id)
    asked = json.loads((tmp_path / "asked").read_text())
    assert asked["texts"] == [{"id": 1, "text": "Too dear."}]


def test_a_code_book_to_begin_with_goes_when_an_answer_it_came_from_changes(desk: Desk, tmp_path: Path) -> None:
    known = desk.response("Too dear.")
    desk.make_public(known)
    topic = '{"row": {"title": "Cost", "definition": "Says that it is dear."}}'
    desk.set_model(saying(tmp_path, topic, *END))
    job = ask_endpoint(desk.session, desk.officer, desk.activity, "reasons", ASK_BOOK)
    assert run(desk, job).startswith("Themes to begin with: 1.")
    (found,) = newest_found(desk.session, desk.activity.id, "reasons")
    assert found.found == ["Cost: Says that it is dear."]
    assert list(desk.numbers()) == []
    erase_submission(desk.session, known.id)
    (found,) = newest_found(desk.session, desk.activity.id, "reasons")
    assert found.found is None


def test_nothing_is_asked_without_a_model_a_public_answer_or_a_theme(desk: Desk, tmp_path: Path) -> None:
    known = desk.response("Too dear.")

    def ask(sentence: str) -> None:
        with pytest.raises(Conflict, match=sentence):
            ask_endpoint(desk.session, desk.officer, desk.activity, "reasons", ASK_THEMES)

    ask("no model")
    desk.set_model(saying(tmp_path))
    ask("none of them may leave")
    desk.make_public(known)
    ask("no theme in the code book")
    assert desk.facts_of(TextsSentToModel.name) == []


def test_the_key_is_in_nothing_that_is_printed() -> None:
    assert "secret" not in repr(ModelEndpoint("https://m.example/v1", "m", "secret", Path("python")))
