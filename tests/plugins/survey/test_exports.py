"""The code book as an export."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.sdk.publishing import Audience
from plugins.survey.exports import CODEBOOK
from tests.plugins.survey.conftest import ALL_KINDS, PublishSurvey, item, options, page, survey


def test_the_code_book_lists_every_variable_with_codes_and_versions(
    session: Session, open_survey: Activity, publish: PublishSurvey
) -> None:
    pages = ALL_KINDS["sections"][0]["pages"]
    publish(
        open_survey,
        survey(*pages, page("p9", {"id": "i9", "key": "late", "kind": "number", "label": {"en-GB": "Late?"}})),
    )
    names = [column.name for column in CODEBOOK.columns(session, open_survey.id)]
    found = [
        dict(zip(names, row, strict=True)) for row in CODEBOOK.rows(session, open_survey.id, names, Audience.PUBLIC)
    ]
    assert [one["key"] for one in found] == ["choice", "why", "boxes", "scale", "line", "count", "late"]
    assert found[0]["options"] == "a = Answer a; b = Answer b; c = Answer c"
    assert (found[0]["first_version"], found[0]["last_version"]) == (1, 2)
    assert (found[-1]["first_version"], found[-1]["last_version"]) == (2, 2)
    assert next(CODEBOOK.rows(session, open_survey.id, ["kind", "key"], Audience.PUBLIC)) == ("radios", "choice")


def test_the_code_book_says_what_stands_where_there_is_no_answer(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    apart = [*options("dk", missing="dk"), *options("silent", missing="pnts")]
    asked = item("first", "radios", options=[*options("a", "b"), *apart])
    publish(draft_survey, survey(page("p1", asked), page("p2", item("free", "long_text"))))
    found = list(CODEBOOK.rows(session, draft_survey.id, ["key", "missing_values"], Audience.PUBLIC))
    assert found == [
        ("first", "dk = Answer dk; -7 = Answer silent; -8 = Not asked; -9 = Not answered"),
        ("free", ""),
    ]
