"""About-you totals: never small, never while people can take part, and the same until many come or go."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.disclosure.release import StillOpen
from consult.exports.equality import ABOUT_YOU, COLUMNS, protected_tables
from consult.exports.records import officer_records
from consult.exports.summary import summarise
from consult.kernel import clock
from consult.kernel.clock import london
from tests.consult.exports.test_releases import closed, taken

NAMES = [column.name for column in COLUMNS]


def test_nothing_is_told_while_people_can_take_part(session: Session, portrayed: Activity) -> None:
    with pytest.raises(StillOpen):
        protected_tables(session, portrayed)
    with pytest.raises(StillOpen):
        ABOUT_YOU.columns(session, portrayed.id)
    records = officer_records(session, portrayed.consultation, [summarise(session, portrayed)])
    about = [record for record in records if record.section == "About you"]
    assert [(record.item, record.people) for record in about] == [("Not shown", None)]


def test_small_groups_are_hidden_from_officers_too(session: Session, portrayed: Activity) -> None:
    rows = taken(session, closed(session, portrayed))
    religion = {answer: (people, mark) for question, answer, people, _, mark, *_ in rows if "religion" in question}
    assert religion["Sikh"][0] is None
    assert religion["Sikh"][1]
    assert all(people is None or people % 5 == 0 for _, _, people, *_ in rows)


def test_the_summary_says_of_when_the_totals_are(session: Session, portrayed: Activity) -> None:
    rows = taken(session, closed(session, portrayed))
    assert {row[5] for row in rows} == {london(clock.now()).date().isoformat()}
    records = officer_records(session, portrayed.consultation, [summarise(session, portrayed)])
    notes = [record.text for record in records if record.section == "About you" and record.answer == "Note"]
    assert notes
    assert all("Counted on" in note for note in notes)
