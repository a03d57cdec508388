"""Coming into office, leaving it, corrections that stay readable, and accounts that change no name."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import ChangedMeanwhile, Conflict, Invalid
from consult.office.models import OfficeHolder, OfficeTerm
from consult.office.queries import members_on
from consult.office.records import TERM
from consult.office.services import add_term, edit_term, end_term, free_key, link_account
from consult.records.shown import shown_row
from tests.consult.office.council import MAY_2022, MAY_2026, member, police
from tests.factories import make_actor, make_person


@pytest.fixture
def officer(session: Session) -> Actor:
    """An officer who keeps the list."""
    return make_actor(session, Role.OFFICER)


def audit_log(session: Session) -> list[str]:
    """Return what happened, in order."""
    return list(session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)))


def test_a_term_is_added_once(session: Session, officer: Actor) -> None:
    first = add_term(session, officer, member())
    assert add_term(session, officer, member(name=" Councillor  Jane Smith ")) is first
    assert session.scalars(select(OfficeTerm)).all() == [first]
    assert audit_log(session).count("office.term_added") == 1


def test_people_of_one_name_get_short_names_of_their_own(session: Session, officer: Actor) -> None:
    first, second = add_term(session, officer, member()), add_term(session, officer, member(seat="2"))
    assert [first.holder.key, second.holder.key] == ["councillor-jane-smith", "councillor-jane-smith-2"]
    assert free_key(session, "Councillor Jane Smith") == "councillor-jane-smith-3"


def test_a_correction_is_kept_with_what_was_said_and_the_day_follows_it(session: Session, officer: Actor) -> None:
    term = add_term(session, officer, member())
    right = replace(member(), name="Councillor Jayne Smith", from_on=date(2022, 5, 12), group_name="")
    with pytest.raises(Invalid) as refused:
        edit_term(session, officer, term, right, reason=" ", version=term.version)
    assert refused.value.fields == {"reason": "Enter why it is corrected"}
    edit_term(session, officer, term, right, reason="Misspelt", version=term.version)
    assert [row.name for row in members_on(session, date(2022, 5, 12))] == ["Councillor Jayne Smith"]
    assert list(members_on(session, MAY_2022)) == []
    told = shown_row(session, TERM, term).corrections()
    assert {(shown_correction.label, shown_correction.said, shown_correction.says) for shown_correction in told} == {
        ("Name as the council writes it", "Councillor Jane Smith", "Councillor Jayne Smith"),
        ("Political group", "Labour", "nothing"),
        ("First day", "9 May 2022", "12 May 2022"),
    }
    assert audit_log(session).count("records.record_corrected") == 3


def test_a_correction_of_seat_and_ward_together_needs_only_the_new_seat_to_be_free(
    session: Session, officer: Actor
) -> None:
    term = add_term(session, officer, member())
    add_term(session, officer, member(name="In the way", ward="Boleyn"))
    moved = member(ward="Boleyn", seat="2")
    edit_term(session, officer, term, moved, reason="Wrong line", version=term.version)
    assert (term.ward, term.seat) == ("Boleyn", "2")
    with pytest.raises(Invalid) as refused:
        edit_term(session, officer, term, member(ward="Boleyn"), reason="Again", version=term.version)
    assert "seat" in refused.value.fields


def test_two_officers_never_overwrite_each_other(session: Session, officer: Actor) -> None:
    term = add_term(session, officer, member())
    seen = term.version
    edit_term(session, officer, term, member(name="First"), reason="Misspelt", version=seen)
    edit_term(session, officer, term, member(name="First"), reason="Misspelt", version=seen)
    with pytest.raises(ChangedMeanwhile):
        edit_term(session, officer, term, member(name="Second"), reason="Misspelt", version=seen)
    assert term.name == "First"
    with pytest.raises(Invalid) as refused:
        edit_term(session, officer, term, police(), reason="Other role", version=term.version)
    assert "role" in refused.value.fields


def test_a_term_ends_once(session: Session, officer: Actor) -> None:
    term = add_term(session, officer, member())
    with pytest.raises(Invalid):
        end_term(session, officer, term, date(2022, 5, 8))
    for _ in range(2):
        end_term(session, officer, term, MAY_2026)
    with pytest.raises(Conflict, match="from 9 May 2022 to 11 May 2026"):
        end_term(session, officer, term, date(2026, 5, 12))
    assert term.to_on == MAY_2026
    assert audit_log(session).count("office.term_ended") == 1


def test_an_account_belongs_to_one_person_and_changes_no_name(session: Session, officer: Actor) -> None:
    first, second = add_term(session, officer, member()), add_term(session, officer, member(seat="2", name="B"))
    person = make_person(session, Role.COUNCILLOR, name="J. Smith")
    seen = first.holder.version
    for _ in range(2):
        link_account(session, officer, first.holder, person.id, version=seen)
    assert (first.holder.person_id, first.name) == (person.id, "Councillor Jane Smith")
    with pytest.raises(Invalid, match="answers") as refused:
        link_account(session, officer, second.holder, person.id, version=second.holder.version)
    assert "councillor-jane-smith already" in refused.value.fields["person_id"]
    with pytest.raises(Invalid):
        link_account(session, officer, second.holder, 10**6, version=second.holder.version)
    with pytest.raises(ChangedMeanwhile):
        link_account(session, officer, first.holder, None, version=seen)
    link_account(session, officer, first.holder, None, version=first.holder.version)
    assert session.scalar(select(OfficeHolder).where(OfficeHolder.person_id.is_not(None))) is None
    assert audit_log(session).count("office.account_linked") == 2
