"""Terms are found and held against each other in memory as they are in the database."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from consult.kernel.errors import Invalid
from consult.office.facts import facts_of, require_free
from consult.office.term_index import Terms
from tests.consult.office.council import MAY_2022, MAY_2026, member, seated


def test_a_term_is_found_by_whose_it_is_its_role_and_first_day(session: Session) -> None:
    term = seated(session)
    terms = Terms(session)
    assert terms.known(term.holder.key, facts_of(term)) is term
    assert terms.known("somebody-else", facts_of(term)) is None


@pytest.mark.parametrize("days", [(MAY_2022, None), (date(2020, 1, 1), MAY_2022), (MAY_2026, MAY_2026)])
@pytest.mark.parametrize("ends", [None, MAY_2026])
def test_what_does_not_fit_is_refused_in_the_same_words(
    session: Session, days: tuple[date, date | None], ends: date | None
) -> None:
    seated(session, to_on=ends)
    asked = member(from_on=days[0], to_on=days[1])
    with pytest.raises(Invalid) as in_the_database:
        require_free(session, 0, asked)
    with pytest.raises(Invalid) as in_memory:
        Terms(session).require_free("new", asked)
    assert in_memory.value.fields == in_the_database.value.fields


def test_terms_of_one_seat_may_follow_each_other(session: Session) -> None:
    seated(session, to_on=MAY_2026)
    before, after = member(to_on=date(2022, 5, 8), from_on=date(2018, 5, 1)), member(from_on=date(2026, 5, 12))
    for asked in (before, after):
        Terms(session).require_free("new", asked)
