"""Cross-tables fit the tables by one thing: whoever changes a number of one is found out, with or without the rows."""

import csv
import io
from pathlib import Path
from random import Random

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import State
from consult.exports.making import publish_results
from consult.kernel.authz import Role
from consult.packs.checking import differences
from consult.packs.columns import CROSSED
from consult.packs.crossing import wrongly_crossed
from consult.packs.totals import numbers_of
from consult.packs.writing import write_pack
from tests.consult.packs.conftest import changed
from tests.factories import make_activity, make_actor, make_consultation, make_submission

QUESTIONS = {
    "questions": [
        {"key": "position", "kind": "scale", "label": "Do you agree?", "scale": "support"},
        {"key": "safer", "kind": "scale", "label": "Is it safer?", "scale": "agreement"},
    ]
}


@pytest.fixture
def crossed(session: Session, tmp_path: Path) -> Path:
    """A pack of 130 people with cross-tables."""
    consultation = make_consultation(session, state=State.CLOSED, slug="cameras", title="Cameras")
    activity = make_activity(session, consultation, questions=QUESTIONS)
    draw = Random(7)
    for _ in range(130):
        answers = {"position": draw.choice(["support", "oppose"]), "safer": draw.choice(["agree", "disagree"])}
        make_submission(session, activity, answers=answers, area=draw.choice(["Abbey", "Beckton"]))
    session.expire(consultation, ["activities"])
    publish_results(session, make_actor(session, Role.OFFICER), activity, with_crossed=True)
    path = tmp_path / "pack.zip"
    with path.open("wb") as file:
        write_pack(session, consultation, file)
    return path


def test_a_pack_with_cross_tables_is_as_it_says(crossed: Path) -> None:
    assert differences(crossed) == []


@pytest.mark.parametrize(("by", "said"), [(5, "does not add up"), (1, "cannot be published")])
def test_one_other_number_is_named(crossed: Path, by: int, said: str) -> None:
    def with_more(content: bytes) -> bytes:
        rows = list(csv.reader(io.StringIO(content.decode())))
        people = rows[0].index("people")
        rows[1][people] = str(int(rows[1][people]) + by)
        made = io.StringIO(newline="")
        csv.writer(made).writerows(rows)
        return made.getvalue().encode()

    found = differences(changed(crossed, CROSSED, with_more, is_signed=True))
    assert any(said in sentence for sentence in found), found


@pytest.mark.parametrize(("people", "faults"), [((10, 25, 20, 45), 0), ((15, 20, 20, 45), 2), ((10, 20, 20, 45), 2)])
def test_boxes_are_chosen_by_as_many_as_was_published(people: tuple[int, ...], faults: int) -> None:
    lines = [("total", "", "100"), ("answer", "park", "35"), ("answer", "street", "60")]
    boxes = [
        {
            "activity": "1",
            "table": "question:where",
            "edition": "1",
            "adds_up": "no",
            "line": kind,
            "code": code,
            "people": number,
        }
        for kind, code, number in lines
    ]
    ages = [
        {
            "activity": "1",
            "table": "question:age",
            "edition": "1",
            "adds_up": "yes",
            "line": kind,
            "code": "",
            "people": number,
        }
        for kind, number in (("total", "100"), ("answer", "30"), ("answer", "70"))
    ]
    crossed = [
        {
            **{"activity": "1", "edition": "1", "rows": "question:where=park", "columns": "question:age"},
            **{"row_number": str(row), "column_number": str(column), "people": str(number)},
        }
        for (row, column), number in zip(((0, 0), (0, 1), (1, 0), (1, 1)), people, strict=True)
    ]
    assert len(list(wrongly_crossed(crossed, numbers_of([*boxes, *ages])))) == faults
