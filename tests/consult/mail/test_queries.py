"""Finding refused mail."""

import pytest
from sqlalchemy.orm import Session

from consult.kernel.authz import ANONYMOUS, Role
from consult.kernel.errors import NotFound
from consult.mail.models import MailState
from consult.mail.queries import find_refused_mail, refused_mail
from consult.mail.services import send_mail
from tests.factories import make_actor


def test_only_refused_mail_of_ones_own_is_found(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    mail = send_mail(session, to="a@people.example", subject="A", body="A", caused_by=officer)
    assert session.scalars(refused_mail(officer.person_id or 0)).all() == []
    mail.state = MailState.REFUSED
    assert find_refused_mail(session, mail.id, officer) == mail
    with pytest.raises(NotFound):
        find_refused_mail(session, mail.id, ANONYMOUS)
