"""Several statements on one scale, as a resident is asked them."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.exports.responses import columns
from plugins.survey.document import dump, read_definition
from plugins.survey.edits import options_from
from plugins.survey.statements import with_statements
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey
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
