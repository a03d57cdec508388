"""What makes a signed assessment due for review: each cause is kept from its day until a later version is signed."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Select, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.database import Base, address_of, clock, database_now, lock_row
from consult.sdk.errors import Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.people import Person, send_mail, speaking_to
from consult.sdk.references import Link, Reference, links
from consult.sdk.texts import clean_text
from plugins.impact.assessments.course import NotNow
from plugins.impact.assessments.documents import revisions_at
from plugins.impact.assessments.events import ReviewFellDue
from plugins.impact.assessments.models import Assessment, AssessmentVersion
from plugins.impact.assessments.services import told
from plugins.impact.assessments.terms import REVIEW_CAUSES

CAUSE_LIST = ", ".join(f"'{code}'" for code in REVIEW_CAUSES)


class ReviewCause(Base):
    """That an assessment is due for review: because of what, since which day, and which version settled it."""

    __tablename__ = "impact_review_cause"
    __table_args__ = (CheckConstraint(f"cause IN ({CAUSE_LIST})", name="known_cause"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("impact_document.id", ondelete="CASCADE"), index=True)
    cause: Mapped[str] = mapped_column(String(20))
    since_on: Mapped[date]
    happened: Mapped[str] = mapped_column(Text, default="")
    about_kind: Mapped[str] = mapped_column(String(64), default="")
    about_id: Mapped[int | None]
    noted_at: Mapped[datetime]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    settled_by: Mapped[int | None]

    assessment: Mapped[Assessment] = relationship()

    @property
    def words(self) -> str:
        """What brought the review forward, in the words of the form."""
        return str(REVIEW_CAUSES[self.cause])

    @property
    def about(self) -> Reference | None:
        """The row that brought it forward, where there is one."""
        return Reference(self.about_kind, self.about_id) if self.about_id else None


def open_causes(assessment: Assessment) -> Select[ReviewCause]:
    """Select what makes an assessment due for review now, by day."""
    found = select(ReviewCause).where(ReviewCause.assessment_id == assessment.id, ReviewCause.settled_by.is_(None))
    return found.order_by(ReviewCause.since_on, ReviewCause.id)


def shown_causes(session: Session, actor: Actor, assessment: Assessment) -> list[tuple[ReviewCause, Link | None]]:
    """Return what makes an assessment due for review now, each with what it is about as far as the actor may know."""
    found = session.scalars(open_causes(assessment)).all()
    named = links(session, actor, {due.about for due in found if due.about})
    return [(due, named.get(due.about) if due.about else None) for due in found]


def chosen_triggers(session: Session, version: AssessmentVersion) -> frozenset[str]:
    """Return what brings the review of a version forward, as its authors chose it."""
    said = revisions_at(session, version.assessment, version.number)
    return frozenset(code for review in said.get("review", ()) for code in review.content.get("triggers", ()))


def note_cause(session: Session, actor: Actor, assessment: Assessment, cause: str, happened: str) -> None:
    """Note what happened that brings the review forward; everybody reads it."""
    happened = clean_text(happened).strip()
    if not happened:
        raise Invalid(_("Reason needed."), {"happened": _("Say what happened")})
    if not bring_forward(session, actor, assessment, cause, happened=happened):
        raise NotNow(_("This was noted already, or no version is signed. Reload the page to see where it is."))


def bring_forward(
    session: Session,
    actor: Actor,
    assessment: Assessment,
    cause: str,
    *,
    since: date | None = None,
    happened: str = "",
    about: Reference | None = None,
) -> bool:
    """Make a signed assessment due for review, and write to its author; once for each cause until it is settled."""
    lock_row(session, assessment)
    same = open_causes(assessment).where(ReviewCause.cause == cause, ReviewCause.happened == happened)
    if assessment.signed is None or session.scalars(same).first() is not None:
        return False
    at = database_now(session)
    made = ReviewCause(
        assessment=assessment,
        cause=cause,
        since_on=since or clock.london(at).date(),
        happened=happened,
        about_kind=about.kind if about else "",
        about_id=about.id if about else None,
        noted_at=at,
        noted_by_id=actor.person_id,
    )
    session.add(made)
    session.flush()
    record(session, told(ReviewFellDue, assessment, cause=cause), by=actor)
    _tell_author(session, assessment.signed, made)
    return True


def bring_forward_chosen(session: Session, assessment: Assessment, cause: str, about: Reference | None = None) -> None:
    """Make an assessment due for review by itself, if its authors said that this brings the review forward."""
    if assessment.signed is not None and cause in chosen_triggers(session, assessment.signed):
        bring_forward(session, SYSTEM, assessment, cause, about=about)


def settle_causes(session: Session, version: AssessmentVersion) -> None:
    """Note that a version that was just signed settled whatever made the assessment due for review."""
    for due in session.scalars(open_causes(version.assessment)):
        due.settled_by = version.number
    session.flush()


def _tell_author(session: Session, version: AssessmentVersion, made: ReviewCause) -> None:
    author = session.get(Person, version.sent_by_id) if version.sent_by_id else None
    if author is None or not author.is_active:
        return
    number = version.assessment.number
    with speaking_to(session, author.language):
        body = _(
            "%(why)s.\n\nBegin a new version, and look at what it says:\n%(address)s\n",
            why=made.words,
            address=address_of(session, f"/staff/impact/assessments/{version.assessment_id}"),
        )
        send_mail(
            session, to=author.email, subject=_("Assessment %(number)s is due for review", number=number), body=body
        )
