"""A preview keeps in the browser only what the path depends on."""

from flask import Flask
from flask import session as cookie

from plugins.survey.questions import questionnaire_from
from plugins.survey.schemas import read_definition
from plugins.survey.trials import TRIAL, keep_trial, tried_answers
from tests.plugins.survey.conftest import item, page, survey

DEFINITION = read_definition(
    survey(
        page("p1", item("choice", "radios")),
        page("p2", item("why", "long_text")),
        page(
            "p3",
            item("other"),
            show_if={"all": [{"q": "choice", "op": "eq", "value": "a"}, {"q": "why", "op": "answered"}]},
        ),
    )
)


def test_only_what_the_path_depends_on_is_kept_and_of_a_text_only_that_it_is_there(app: Flask) -> None:
    asked = questionnaire_from(DEFINITION, activity_id=7, version=1, title="")
    with app.test_request_context():
        keep_trial(7, {"choice": "a", "why": "A long secret.", "other": "Not asked for."}, DEFINITION)
        assert cookie[TRIAL] == {"activity": 7, "answers": {"choice": "a", "why": "…"}}
        assert tried_answers(7, asked, "p2") == {"choice": "a"}
        assert tried_answers(7, asked, "p1") == {}
        assert tried_answers(8, asked, "p3") == {}
