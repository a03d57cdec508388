"""What a term is in words, and on which days it runs."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.office.models import OfficeHolder, OfficeTerm
from tests.consult.office.council import MAY_2022, MAY_2026, member, police


@pytest.mark.parametrize(
    ("facts", "post"),
    [
        (member().plain(), "Member of the council for Beckton, seat 1"),
        (police(remit="Borough").plain(), "Superintendent, Borough, North East BCU"),
        (police(command="").plain(), "Superintendent"),
        ({**police().plain(), "role": "cabinet_member", "remit": "Housing"}, "Cabinet member: Housing"),
        ({**police().plain(), "role": "proper_officer"}, "Proper officer"),
    ],
)
def test_a_term_says_what_it_is(facts: dict[str, object], post: str) -> None:
    assert OfficeTerm(**facts).post == post


def test_both_days_count() -> None:
    term = OfficeTerm(**member(to_on=MAY_2026).plain())
    day = timedelta(days=1)
    assert [term.holds_on(when) for when in (MAY_2022 - day, MAY_2022, MAY_2026, MAY_2026 + day)] == [
        False,
        True,
        True,
        False,
    ]
    term.to_on = None
    assert term.holds_on(date(2090, 1, 1))


@pytest.mark.parametrize(
    "wrong", [{"ward": ""}, {"rank": "sergeant"}, {"role": "king"}, {"to_on": date(2020, 1, 1)}, {"role": "police"}]
)
def test_the_database_refuses_what_no_term_is(session: Session, wrong: dict[str, object]) -> None:
    holder = OfficeHolder(key="jane")
    session.add(holder)
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(insert(OfficeTerm).values(holder_id=holder.id, version=1, **{**member().plain(), **wrong}))
