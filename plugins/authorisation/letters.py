"""What officers are written about cases: that it is their turn, and where; never what a case says."""

from collections.abc import Callable, Iterable

from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.database import address_of
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Person, people, send_mail, speaking_to
from consult.sdk.texts import local_datetime
from plugins.authorisation.applicants import applicants_of
from plugins.authorisation.lifecycle import State
from plugins.authorisation.models import Case

TO_APPLICANTS = {
    State.RETURNED: _l("Case %(number)s was returned to you"),
    State.CANCELLED: _l("Case %(number)s was cancelled"),
    State.EXPIRED: _l("The authority in case %(number)s has expired"),
}


def write_of_turn(session: Session, case: Case, mover_id: int | None) -> None:
    """Write to those whose turn it is after a step, but to nobody about what they did themselves."""
    applied = applicants_of(session, case)
    if case.stands_at in TO_APPLICANTS:
        _write(session, case, _officers(session, lambda person: person.id in applied - {mover_id}), _told)
    elif case.stands_at in (State.REVIEW, State.URGENT):
        _write(session, case, _officers(session, lambda person: person.id not in applied | {mover_id}), _asked)


def _officers(session: Session, is_meant: Callable[[Person], bool]) -> list[Person]:
    found = session.scalars(people().order_by(Person.email))
    return [
        person for person in found if person.is_active and Role.AUTHORISING_OFFICER in person.roles and is_meant(person)
    ]


def _told(case: Case) -> str:
    return str(TO_APPLICANTS[case.stands_at]) % {"number": case.number}


def _asked(case: Case) -> str:
    if case.ratify_by is not None:
        by = local_datetime(case.ratify_by)
        return _("Case %(number)s: ratify the urgent authority in writing by %(by)s", number=case.number, by=by)
    return _("Case %(number)s waits for a decision", number=case.number)


def _write(session: Session, case: Case, to: Iterable[Person], word: Callable[[Case], str]) -> None:
    for person in to:
        with speaking_to(session, person.language):
            subject, read_it = word(case), _("Read it here:")
            address = address_of(session, f"/staff/authorisation/cases/{case.id}")
            send_mail(session, to=person.email, subject=subject, body=f"{subject}.\n\n{read_it}\n{address}\n")
