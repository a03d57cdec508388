"""A place by coordinates or in words: kept in one form, shown as people write it, exported as programs read it."""

import re
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.analysis.themes.queries import text_questions
from consult.consultations.models import Activity
from consult.contract.plugin import Audience
from consult.contract.questions import Question
from consult.exports.responses import columns, rows
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from consult.submissions.models import Submission
from plugins.survey.coordinates import point_of
from plugins.survey.document import read_definition
from plugins.survey.kinds.places import GEOPOINT, GEOSHAPE, KINDS
from tests.factories import make_activity, make_person, make_submission
from tests.plugins.survey.conftest import PublishSurvey, item, page, survey
from tests.support.web import FormClient

SQUARE = "POLYGON ((0.00000 51.50000, 0.01000 51.50000, 0.01000 51.51000, 0.00000 51.51000, 0.00000 51.50000))"


def question(kind: str) -> Question:
    """Return a question of a kind."""
    return Question(key="k", kind=kind, label="Where?")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        (GEOPOINT, "51.508529, 0.04021", "51.50853,0.04021"),
        (GEOPOINT, "  Outside the  library ", "Outside the library"),
        (GEOPOINT, "E16 2QU", "E16 2QU"),
        (GEOSHAPE, "51.5,0\n51.5,0.01\n\n51.51,0.01\n51.51,0", SQUARE),
        (GEOSHAPE, "51.5 0 0 0; 51.5 0.01 0 0; 51.51 0.01 0 0; 51.51 0 0 0; 51.5 0 0 0", SQUARE),
        (GEOSHAPE, "polygon((0 51.5, 0 51.51, 0.01 51.51, 0.01 51.5, 0 51.5))", SQUARE),
        (GEOSHAPE, "Between the docks;\nand the river", "Between the docks;\nand the river"),
    ],
)
def test_a_place_is_kept_in_its_one_form(kind: Any, typed: str, kept: str) -> None:
    asked = question(kind.name)
    assert kind.read(asked, typed) == kind.from_text(asked, typed) == kept
    kind.check(asked, kept)
    assert kind.read(asked, "") is None
    assert kind.read(asked, kind.show(asked, kept) if kind is GEOPOINT else kept) == kept


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        *((GEOPOINT, answer) for answer in (5, "", "51.5,0.04", "0.04021,51.50853", " a", "x" * 501, ["51", "0"])),
        *((GEOSHAPE, answer) for answer in ("POLYGON ((0 51, 0 52))", SQUARE.replace(".00000", ""), "51.5,0", "")),
    ],
)
def test_what_the_form_would_not_keep_is_refused_however_it_came(kind: Any, answer: object) -> None:
    with pytest.raises(Invalid):
        kind.check(question(kind.name), answer)


def test_places_are_shown_as_people_write_them() -> None:
    assert GEOPOINT.show(question("geopoint"), "51.50853,0.04021") == "51.50853, 0.04021"
    assert GEOPOINT.show(question("geopoint"), None) == GEOSHAPE.show(question("geoshape"), None) == ""
    assert GEOSHAPE.show(question("geoshape"), SQUARE).splitlines()[:2] == [
        "An area with 4 corners:",
        "51.50000, 0.00000",
    ]


@pytest.mark.parametrize("answer", ["51.50853,█", "█", "99.00000,0.00000"])
def test_what_was_redacted_or_is_elsewhere_is_shown_as_it_is(answer: str) -> None:
    assert point_of(answer) is None
    assert GEOPOINT.show(question("geopoint"), answer) == answer
    assert GEOPOINT.cells(question("geopoint"), answer) == (answer, None, None)
    assert GEOSHAPE.show(question("geoshape"), f"POLYGON {answer}") == f"POLYGON {answer}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_place_is_for_the_council_only_and_is_not_counted(kind: Any) -> None:
    assert kind.is_contact
    assert kind.counts(question(kind.name), "51.50853,0.04021") == ()
    said = survey(page("p1", item("where", kind.name, public=True, sensitive=False)))
    (asked,) = read_definition(said).items
    assert not asked.may_be_published
    assert asked.is_sensitive


def test_an_export_has_the_numbers_of_a_point_and_none_for_words(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, survey(page("p1", item("where", "geopoint")), page("p2", item("around", "geoshape"))))
    for answers in ({"where": "51.50853,0.04021", "around": SQUARE}, {"where": "By the station"}):
        make_submission(session, draft_survey, answers=answers)
    found = columns(session, draft_survey.id)
    names = ["where", "where__latitude", "where__longitude", "around"]
    assert [column.name for column in found if column.name in names] == names
    assert not any(column.is_public for column in found if column.name in names)
    assert list(rows(session, draft_survey.id, names, Audience.OFFICER)) == [
        ("51.50853,0.04021", 51.50853, 0.04021, SQUARE),
        ("By the station", None, None, None),
    ]
    assert text_questions(session, draft_survey) == []


def test_a_place_from_paper_is_kept_as_one_from_the_web_and_a_slip_stays_in_the_box(
    client: FormClient, session: Session, sign_in: Any, open_survey: Activity, publish: PublishSurvey
) -> None:
    asking = make_activity(session, open_survey.consultation, "survey", title="Places")
    publish(asking, survey(page("p1", item("where", "geopoint")), page("p2", item("around", "geoshape"))))
    sign_in(client, make_person(session, Role.OFFICER))
    address, today = f"/staff/activities/{asking.id}/enter", clock.today_in_london()
    key = re.search(r'name="key" value="(\w+)"', client.get(address).text)
    assert key is not None
    came = {f"received_on-{part}": str(getattr(today, part)) for part in ("day", "month", "year")}
    sent = {"channel": "paper", **came, "key": key[1], "answer_around": "The streets around the park"}
    refused = client.post_form(address, {**sent, "answer_where": "0.04021, 51.50853"})
    assert refused.status_code == 422
    assert "Write the latitude first" in refused.text
    assert 'value="0.04021, 51.50853"' in refused.text
    assert client.post_form(address, {**sent, "answer_where": "51.508529 N, 0.04021 E"}).status_code == 303
    (entered,) = session.scalars(select(Submission).where(Submission.activity_id == asking.id))
    assert entered.answers == {"where": "51.50853,0.04021", "around": "The streets around the park"}


def test_a_wrong_cell_of_a_file_gets_one_sentence() -> None:
    for kind, cell in ((GEOPOINT, "51.5"), (GEOSHAPE, "POLYGON ((0 51, 1 52))"), (GEOSHAPE, "51.5, 0\n51.6, 0.1")):
        with pytest.raises(Invalid) as refused:
            kind.from_text(question(kind.name), cell)
        assert str(refused.value).startswith("Write ")
