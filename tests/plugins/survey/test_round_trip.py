"""An export of ours, imported into an equal survey, gives the same responses: every kind, every missing value."""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.plugin import Audience
from consult.exports.formats import csv_chunks
from consult.exports.responses import columns, rows
from consult.exports.xlsx import Sheet, xlsx_chunks
from consult.imports.choices import guessed_plan
from consult.imports.files import head_from
from consult.imports.forms import FileAsked
from consult.imports.services import import_responses
from consult.kernel import clock, tokens
from consult.kernel.authz import SYSTEM
from consult.kernel.text import clean_line, clean_text
from consult.submissions.intake import Envelope, open_envelope
from consult.submissions.models import Channel, Submission
from consult.submissions.questionnaires import all_versions, known_kinds, questions_over_versions
from consult.submissions.reader import read_answers
from consult.tables.files import read_table
from plugins.survey.definition import PREFER_NOT
from tests.factories import make_activity, make_consultation
from tests.plugins.survey.conftest import NEWER_KINDS, PublishSurvey, item, options, page, survey, text

# Words as they are stored: with no spaces around them, which are no answer.
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), min_size=1, max_size=20
)
FORMULAS = st.sampled_from(["=1+1", "'=1+1", "- a dash", "'- a dash", "'tis", "@x", "''=x", "+44", "-8", "-9", "1.50"])
SQUARE = "POLYGON ((0.00000 51.50000, 0.01000 51.50000, 0.01000 51.51000, 0.00000 51.51000, 0.00000 51.50000))"
Limits = tuple[int | None, int | None]
LIMITS: list[Limits] = [(0, 99), (None, None)]


def definition(least: int | None, most: int | None) -> dict[str, Any]:
    """Return a survey of every kind, with a page and a question that only some are asked."""
    silent = {"code": "silent", "label": text("Prefer not to say"), "missing": PREFER_NOT}
    limits = {name: value for name, value in (("least", least), ("most", most)) if value is not None}
    return survey(
        page("p1", item("choice", "radios", options=[*options("a", "b"), silent])),
        page("p2", item("often", "number", **limits), show_if={"q": "choice", "op": "eq", "value": "b"}),
        page(
            "p3",
            item("boxes", "checkboxes", options=[*options("x", "y"), {**silent, "exclusive": True}]),
            item("scale", "likert", show_if={"q": "boxes", "op": "answered"}),
            title=text("Two at once"),
        ),
        page("p4", item("why", "long_text"), item("line"), title=text("Words")),
        {**NEWER_KINDS["sections"][0]["pages"][0]},
    )


GIVEN = st.fixed_dictionaries(
    {},
    optional={
        "choice": st.sampled_from(["a", "b", "silent"]),
        "often": st.sampled_from([0, 5, 99, -9, -8, -7, 2.5]),
        "boxes": st.sampled_from([["x"], ["x", "y"], ["silent"]]),
        "scale": st.sampled_from(["a", "b", "c"]),
        "why": WORDS | FORMULAS | st.just("two\nlines; and, more"),
        "line": WORDS | FORMULAS,
        "yes_no": st.sampled_from(["yes", "no"]),
        "select": st.sampled_from(["a", "b"]),
        "rating": st.sampled_from(["a", "c"]),
        "ranking": st.permutations(["a", "b", "c"]).map(lambda order: order[:2]),
        "declaration": st.just("agreed"),
        "hidden": st.sampled_from(["a", "b"]),
        "pairwise": st.sampled_from(["a>b", "b>a", "a=b"]).map(lambda said: [said, "c>a"]),
        "budget": st.integers(0, 100).map(lambda part: {c: n for c, n in (("a", part), ("c", 100 - part)) if n}),
        "money": st.sampled_from([0, 12, 12.5]),
        "per_cent": st.sampled_from([0, 33.3, 100]),
        "date": st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(date.isoformat),
        "month": st.dates(date(1900, 1, 1), date(2200, 12, 31)).map(lambda day: f"{day:%Y-%m}"),
        "time": st.times().map(lambda at: f"{at:%H:%M}"),
        "email": st.just("resident@example.com"),
        "phone": st.sampled_from(["+44 20 7946 0000", "(020) 7946 0000"]),
        "website": st.just("https://example.com/a?b=c"),
        "postcode": st.just("E16 2QU"),
        "geopoint": st.sampled_from(["51.50853,0.04021", "50.00000,-5.20000", "By the station; the old one", "=A1"]),
        "geoshape": st.sampled_from([SQUARE, "Between the docks\nand the river; all of it", "'=the park"]),
    },
)
RESPONSES = st.lists(
    st.tuples(GIVEN, st.sampled_from([*Channel]), st.sampled_from(["", "Abbey", "E13"]), st.booleans(), st.booleans()),
    min_size=1,
    max_size=6,
)


@pytest.fixture
def twins(session: Session, publish: PublishSurvey, request: pytest.FixtureRequest) -> tuple[Activity, Activity]:
    """Two equal open surveys with two versions."""
    return _published(session, publish, request.param), _published(session, publish, request.param)


def _published(session: Session, publish: PublishSurvey, limits: Limits) -> Activity:
    made = make_activity(session, make_consultation(session), kind="survey")
    first = definition(*limits)
    publish(made, first)
    second = deepcopy(first)
    second["sections"][0]["pages"].append(page("p5", item("later", "radios")))
    publish(made, second)
    return made


def kept(key: str, value: Any) -> Any:
    """Return an answer as the journey's field keeps it: a line has no double spaces."""
    if key == "line":
        return clean_line(value)
    return clean_text(value).strip() if key == "why" else value


def exported(session: Session, activity: Activity, file_format: str) -> bytes:
    """Return the responses as an officer exports them."""
    names = [column.name for column in columns(session, activity.id)]
    found = rows(session, activity.id, names, Audience.OFFICER)
    if file_format == "csv":
        return b"".join(csv_chunks(names, found))
    return b"".join(xlsx_chunks([Sheet("Data", names, found), Sheet("Code book", ["a"], [("b",)])]))


def said(session: Session, activity: Activity) -> list[tuple[Any, ...]]:
    """Return all that an import has to keep of every response."""
    query = select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id)
    return [
        (
            submission.answers,
            submission.channel,
            submission.area,
            submission.received_on,
            submission.questions_version,
            submission.is_synthetic,
        )
        for submission in session.scalars(query)
    ]


def take_in(session: Session, activity: Activity, responses: list[Any]) -> None:
    """Take responses in as people and officers give them, on their own paths."""
    versions = all_versions(session, activity)
    for place, (given_answers, channel, area, has_day, is_second) in enumerate(responses):
        version = 2 if is_second else 1
        asked = versions[version]
        assert asked is not None
        answers = {key: kept(key, value) for key, value in given_answers.items()}
        plain = {key: value for key, value in answers.items() if value != ""}
        read = read_answers(asked.pages, known_kinds(session), plain)
        if not read.answers:
            continue
        open_envelope(
            session,
            activity,
            Envelope(
                answers=read.answers,
                idempotency_key=f"test:{tokens.new_secret()}",
                channel=channel,
                area=area,
                received_on=clock.today_in_london() if has_day else None,
                questions_version=version,
                is_synthetic=place % 2 == 1,
            ),
        )


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
@pytest.mark.parametrize("twins", LIMITS, indirect=True)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(responses=RESPONSES)
def test_an_export_comes_back_identical(
    session: Session, twins: tuple[Activity, Activity], file_format: str, responses: list[Any]
) -> None:
    source, target = twins
    with session.begin_nested() as example:
        _check(session, source, target, file_format, responses)
        example.rollback()


def _check(session: Session, source: Activity, target: Activity, file_format: str, responses: list[Any]) -> None:
    take_in(session, source, responses)
    before = said(session, source)
    if not before:
        return
    content = exported(session, source, file_format)
    asked = FileAsked(
        questions=questions_over_versions(session, target),
        kinds=known_kinds(session),
        head=head_from(read_table(content)),
    )
    report = import_responses(session, SYSTEM, target, content, guessed_plan(asked))
    assert [refused.sentence for refused in report.refused] == []
    assert said(session, target) == before
    assert list(_without_reference(exported(session, target, "csv"))) == list(
        _without_reference(exported(session, source, "csv"))
    )


def _without_reference(content: bytes) -> Iterator[str]:
    return (json.dumps(row.cells[2:]) for row in read_table(content).rows)
