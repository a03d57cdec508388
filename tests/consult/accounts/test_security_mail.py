"""Mail about the security of an account: what happened, and what to do about it."""

from sqlalchemy.orm import Session

from consult.accounts.security_mail import tell_of_security
from consult.contract.deployment import deployment_of
from consult.kernel.authz import Role
from tests.factories import make_person
from tests.support.mail import written_mail


def test_the_owner_reads_what_happened_and_whom_to_tell(session: Session) -> None:
    person, council = make_person(session, Role.OFFICER), deployment_of(session).settings.council
    tell_of_security(session, person, "Codes", "New codes were made for your account with %(council)s.")
    [letter] = written_mail(session, person.email)
    assert letter.subject == "Codes"
    assert f"New codes were made for your account with {council.name}." in letter.body
    assert council.contact_email in letter.body
