"""Several statements on one scale, as a resident is asked them."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.responses import columns
from consult.exports.result_charts import question_chart
from consult.exports.summary import summarise
from plugins.survey.document import dump, read_definition
from plugins.survey.edits import options_from
from plugins.survey.statements import OPINION, with_statements
from tests.factories import make_submission
from tests.plugins.survey.conftest import ALL_KINDS, OpenSurvey, PublishSurvey
from tests.support.web import FormClient


def test_each_statement_has_its_radios_under_one_heading_and_its_own_column(
    client: FormClient, session: Session, open_survey: Activity, publish: PublishSurvey
) -> None:
    scale = options_from("agree | Agree | 2\ndisagree | Disagree | 1", (), (), set())
    lines = ["I feel safe.", "Buses are safe."]
    whole = read_definition(ALL_KINDS)
    made = with_statements(whole, "How far do you agree?", lines, scale, key="safe", is_required=False)
    publish(open_survey, dump(made))
    client.post_form(f"/take-part/{open_survey.id}/start")
    shown = client.get(f"/take-part/{open_survey.id}/question/{made.pages[-1].id}").text
    assert shown.count("How far do you agree?") == 2  # the title of the page, and its heading
    assert "How much do you agree or disagree" not in shown
    assert shown.count('<legend class="govuk-fieldset__legend') == 2
    names = [column.name for column in columns(session, open_survey.id)]
    assert [name for name in names if name.startswith("safe")] == ["safe_1", "safe_2"]


def test_who_agrees_disagrees_or_passes_is_counted_for_each_statement(session: Session, opened: OpenSurvey) -> None:
    options, lines = options_from(str(OPINION), (), (), set()), ["Cars go too fast here.", "We need more benches."]
    assert [(option.code, option.value) for option in options] == [("agree", 1), ("disagree", -1), ("pass", 0)]
    made = with_statements(
        read_definition(ALL_KINDS), "Do you agree?", lines, options, key="opinion", is_required=False
    )
    activity = opened(dump(made))
    for said in ("agree", "agree", "disagree", "pass"):
        make_submission(session, activity, answers={"opinion_1": said, "choice": "a"})
    (one,) = (one for one in summarise(session, activity).questions if one.question.key == "opinion_1")
    assert one.table is not None
    counts = dict(zip(one.table.rows.codes, one.table.counts, strict=True))
    assert (counts["agree"], counts["disagree"], counts["pass"], counts["-9"]) == (2, 1, 1, 0)
    assert one.measures is not None
    assert one.measures.mean == 0.25
    assert question_chart(one).parts
