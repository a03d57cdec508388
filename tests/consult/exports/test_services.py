"""Taking data out is in the audit log before the first byte leaves."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import State
from consult.contract.deployment import deployment_of
from consult.exports.export_files import find_wanted
from consult.exports.services import record_export
from consult.kernel.authz import Role
from tests.factories import make_activity, make_actor, make_consultation


def test_an_export_is_in_the_audit_log_with_who_took_it_and_for_whom(session: Session) -> None:
    activity, officer = (
        make_activity(session, make_consultation(session, state=State.CLOSED)),
        make_actor(session, Role.OFFICER),
    )
    exports = deployment_of(session).registry.exports
    wanted = find_wanted(
        session, exports, activity.consultation, what="code_book", file_format="csv", audience="public"
    )
    record_export(session, officer, wanted)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.export_taken")).one()
    assert entry.actor_id == officer.person_id
    assert (entry.facts["export"], entry.facts["audience"]) == ("code_book", "public")
