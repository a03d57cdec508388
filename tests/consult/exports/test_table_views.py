"""Everybody reads a cross-table of published results on a page: the numbers of its file, and no others."""

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.exports.crossed import crossed_of, crossed_rows
from consult.exports.making import publish_results
from consult.exports.models import Edition
from consult.kernel.authz import SYSTEM
from consult.submissions.models import Submission, Tally
from tests.factories import make_activity, make_consultation, make_submission
from tests.support.pages import faults_of, parsed, words_of
from tests.support.web import FormClient


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with 130 answers."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    for number in range(130):
        area = "Beckton" if number % 4 else "Abbey"
        make_submission(session, made, answers={"position": "support" if number % 3 else "oppose"}, area=area)
    session.expire(made.consultation, ["activities"])
    return made


@pytest.fixture
def edition(session: Session, activity: Activity) -> Edition:
    """Its results, with cross-tables."""
    return publish_results(session, SYSTEM, activity, with_crossed=True)


def address(activity: Activity, more: str = "") -> str:
    return f"/consultations/cameras/results/{activity.id}/table{more}"


def test_the_page_shows_the_numbers_of_the_file_and_a_filter_a_column_of_them(
    client: FormClient, activity: Activity, edition: Edition
) -> None:
    assert address(activity) in client.get("/consultations/cameras/results").text
    first = client.get(address(activity))
    assert faults_of(parsed(first.text, is_page=True)) == []
    page = client.get(address(activity, "?rows=question:position&columns=area"))
    assert faults_of(parsed(page.text, is_page=True)) == []
    rows = [
        (answer, place, people)
        for _activity, _number, question, answer, by_question, place, people in crossed_rows(
            crossed_of(activity, edition)
        )
        if by_question == next(table["title"] for table in edition.tables if table["key"] == "position")
        and question == "Where people live"
    ]
    cells = [re.sub(r" \(.*", "", words_of(cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", page.text, re.S)]
    assert sorted(int(cell) for cell in cells) == sorted(
        [int(str(people)) for _answer, _place, people in rows]
        + [line["people"] or 0 for key in ("position", "area") for line in _lines(edition, key)]
        + [edition.total]
    )
    only = client.get(address(activity, "?rows=question:position&columns=area&only=Beckton")).text
    beckton = [int(str(people)) for answer, _place, people in rows if answer == "Beckton"]
    found = [re.sub(r" \(.*", "", words_of(cell)) for cell in re.findall(r"<td[^>]*>(.*?)</td>", only, re.S)]
    assert [int(cell) for cell in found] == beckton


def _lines(edition: Edition, key: str) -> list[dict[str, int | None]]:
    lines = next(table["lines"] for table in edition.tables if table["key"] == key)
    return [{"people": line["people"]} for line in lines[:-1]]


def test_what_there_is_no_table_of_is_said_so(client: FormClient, activity: Activity, edition: Edition) -> None:
    same = client.get(address(activity, "?rows=area&columns=area"))
    assert "There is no table of these two" in same.text
    assert "<td" not in same.text
    assert "<td" not in client.get(address(activity, "?rows=nothing&columns=area")).text


def test_there_is_no_page_without_cross_tables_or_after_they_were_withdrawn(
    client: FormClient, session: Session, activity: Activity
) -> None:
    assert client.get(address(activity)).status_code == 404
    made = publish_results(session, SYSTEM, activity, with_crossed=True)
    assert client.get(address(activity)).status_code == 200
    assert made.number == 1


def test_whatever_becomes_of_the_exact_counts_the_page_stays(
    client: FormClient, session: Session, activity: Activity, edition: Edition
) -> None:
    def main() -> list[str]:
        pages = [
            client.get(address(activity, f"?rows=question:position&columns=area{more}")).text
            for more in ("", "&only=Abbey")
        ]
        return [page[page.index("<main") : page.index("</main>")] for page in pages]

    before = main()
    session.execute(update(Tally).values(count=Tally.count + 1_000))
    for submission in session.scalars(select(Submission)):
        submission.answers, submission.area = {"position": "oppose"}, "Abbey"
    session.flush()
    assert main() == before
