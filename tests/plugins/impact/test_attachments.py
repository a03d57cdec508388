"""Files of evidence: who may open them, how many there are, and when they are deleted."""

import io

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.files.holders import find_readable_file
from consult.files.models import StoredFile
from consult.files.uploads import clean
from consult.jobs.models import Job
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.errors import Invalid, NotFound
from consult.mail.models import MailMessage
from consult.privacy.services import erase, find_subject
from consult.sdk.events import FileRefused, PersonalDataErased
from plugins.impact import evidence_drafts, sent, services
from plugins.impact.attachments import (
    MAXIMUM,
    attach,
    attachment_of,
    forget_erased,
    may_read_file,
    remove,
    tell_of_refusal,
)
from plugins.impact.models import Attachment, Evidence
from plugins.impact.policies import AlreadySent
from plugins.impact.procedure import Status
from tests.factories import make_actor
from tests.plugins.impact.conftest import Case
from tests.support.documents import picture, small_pdf


def added(case: Case, evidence: Evidence, name: str = "photo.jpg", content: bytes | None = None) -> Attachment:
    return attach(case.session, case.member, evidence, name, io.BytesIO(content or picture(author="Ada")))


def check(session: Session) -> None:
    """Let every file that waits be checked."""
    for job in session.scalars(select(Job).where(Job.name == "files.clean")).all():
        clean(session, job, **job.args)


def can_open(case: Case, attachment: Attachment, actor: Actor) -> bool:
    try:
        found = find_readable_file(case.session, attachment.file.key, attachment.file.name, actor)
    except NotFound:
        return False
    return found is attachment.file


def test_the_group_opens_a_file_once_it_is_checked_and_officers_once_it_is_sent(case: Case) -> None:
    evidence = case.draft()
    attachment = added(case, evidence)
    assert not can_open(case, attachment, case.member)
    check(case.session)
    assert can_open(case, attachment, case.other_member)
    assert not can_open(case, attachment, case.officer)
    evidence_drafts.submit_evidence(case.session, case.member, evidence, evidence.version)
    assert can_open(case, attachment, case.officer)
    assert can_open(case, attachment, make_actor(case.session, Role.AUDITOR))
    for stranger in (
        ANONYMOUS,
        make_actor(case.session, Role.COUNCILLOR),
        make_actor(case.session, Role.GROUP_MEMBER),
        make_actor(case.session, Role.AUTHORISING_OFFICER),
    ):
        assert not can_open(case, attachment, stranger)


@pytest.mark.parametrize("role", [None, Role.COUNCILLOR, Role.AUTHORISING_OFFICER])
def test_what_is_published_is_the_text_and_never_a_file(case: Case, role: Role | None) -> None:
    evidence = case.draft()
    attachment = added(case, evidence)
    check(case.session)
    evidence_drafts.submit_evidence(case.session, case.member, evidence, evidence.version)
    services.screen_evidence(case.session, case.officer, evidence)
    services.accept_evidence(case.session, case.officer, evidence, is_cleared=True)
    assert evidence.is_cleared
    actor = make_actor(case.session, role) if role else ANONYMOUS
    assert not may_read_file(case.session, attachment.file_id, actor)


def test_the_same_file_twice_is_one_and_a_new_one_makes_a_new_version_of_the_evidence(case: Case) -> None:
    evidence = case.draft()
    before = evidence.version
    first = added(case, evidence)
    assert evidence.version > before
    assert added(case, evidence, "again.jpg") is first
    assert case.session.scalar(select(func.count(StoredFile.id))) == 1
    check(case.session)
    assert added(case, evidence) is first


def test_evidence_has_so_many_files_and_no_more(case: Case) -> None:
    evidence = case.draft()
    for number in range(MAXIMUM):
        added(case, evidence, content=picture(author=f"Ada {number}"))
    with pytest.raises(Invalid, match=f"Evidence can have {MAXIMUM} files"):
        added(case, evidence, content=picture(author="One more"))


def test_only_evidence_that_can_be_changed_gets_and_loses_files(case: Case) -> None:
    evidence = case.draft()
    attachment = added(case, evidence)
    evidence_drafts.submit_evidence(case.session, case.member, evidence, evidence.version)
    with pytest.raises(AlreadySent):
        added(case, evidence, "plan.pdf", small_pdf())
    with pytest.raises(AlreadySent):
        remove(case.session, case.member, attachment)


def test_a_removed_file_is_deleted_and_both_are_on_the_audit_log(case: Case) -> None:
    evidence = case.draft()
    attachment = added(case, evidence)
    assert attachment_of(evidence, attachment.id) is attachment
    remove(case.session, case.member, attachment)
    assert evidence.attachments == []
    assert case.session.scalar(select(StoredFile.id)) is None
    with pytest.raises(NotFound):
        attachment_of(evidence, 1)
    names = case.session.scalars(select(AuditEntry.name).where(AuditEntry.name.like("impact.attachment%"))).all()
    assert names == ["impact.attachment_added", "impact.attachment_removed"]


def test_files_go_with_a_draft_that_is_thrown_away_and_with_evidence_that_is_withdrawn(case: Case) -> None:
    draft, evidence = case.draft(), case.draft()
    added(case, draft)
    added(case, evidence)
    evidence_drafts.submit_evidence(case.session, case.member, evidence, evidence.version)
    evidence_drafts.discard_draft(case.session, case.member, draft)
    assert case.session.scalar(select(func.count(StoredFile.id))) == 1
    sent.withdraw_evidence(case.session, case.member, evidence)
    assert case.session.scalar(select(StoredFile.id)) is None


def test_files_go_with_evidence_that_is_erased(case: Case) -> None:
    evidence, other = case.draft(), case.draft()
    for filed in (evidence, other):
        added(case, filed)
        evidence_drafts.submit_evidence(case.session, case.member, filed, filed.version)
    administrator = make_actor(case.session, Role.ADMINISTRATOR)
    erase(case.session, administrator, find_subject(case.session, evidence.reference), "document")
    assert (len(evidence.attachments), len(other.attachments)) == (0, 1)
    forget_erased(case.session, PersonalDataErased(subject="", checked_by="", rows=0))
    assert len(other.attachments) == 1


def test_the_group_is_told_when_a_file_is_refused_after_it_sent_its_evidence(case: Case) -> None:
    evidence = case.draft()
    attachment = added(case, evidence, content=b"\xff\xd8\xff broken")
    tell_of_refusal(case.session, FileRefused(file_id=attachment.file_id))
    assert case.session.scalar(select(func.count(MailMessage.id))) == 0
    evidence_drafts.submit_evidence(case.session, case.member, evidence, evidence.version)
    before = case.session.scalar(select(func.count(MailMessage.id))) or 0
    check(case.session)
    assert attachment.file.refusal.startswith("The picture cannot be opened")
    assert case.session.scalar(select(func.count(MailMessage.id))) == before + 2
    assert evidence.stands_at is Status.SUBMITTED
