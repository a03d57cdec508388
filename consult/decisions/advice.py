"""Advice on issues: asking a subject expert or the lawyer by a day, what they say, and who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from consult.accounts.models import Person
from consult.accounts.queries import holders_of
from consult.audit.services import record
from consult.citations.queries import reference_to
from consult.consultations.models import Consultation
from consult.contract.deployment import address_of, speaking_to
from consult.deadlines.services import forget_deadlines, meet_deadlines, set_deadline
from consult.decisions.events import AdviceAsked, AdviceGiven, AdviceShown, AdviceTakenBack
from consult.decisions.models import Advice, Expertise, Issue, IssuePoint
from consult.decisions.open_list import lock_issue
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.comparison import require_same, require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Forbidden, Invalid, NotFound
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_text
from consult.mail.services import send_mail
from consult.office.queries import terms_on
from consult.submissions.models import Passage


@dataclass(frozen=True)
class Asked:
    """What an officer asks for: of whom, as what, about which point of the issue if about one, and by which day."""

    adviser_id: int
    expertise: Expertise
    question: str
    due_on: date
    passage_id: int | None = None
    form_key: str | None = None


def advisers(session: Session) -> dict[int, str]:
    """Return who can be asked, by number: staff with an open account, each with the post they are in today."""
    today = clock.london(database_now(session)).date()
    posts = {term.holder.person_id: term.post for term in session.scalars(terms_on(today))}
    staff = session.scalars(holders_of(Role.OFFICER, Role.ADMINISTRATOR))
    return {person.id: f"{person.name}, {posts[person.id]}" if person.id in posts else person.name for person in staff}


def advice_on(issue_id: int) -> Select[Advice]:
    """Select what was asked about an issue, in the order in which it was asked, without what was taken back."""
    of_issue = (Advice.issue_id == issue_id, Advice.taken_back_at.is_(None))
    return select(Advice).where(*of_issue).options(joinedload(Advice.adviser)).order_by(Advice.id)


def waiting_advice(consultation_id: int) -> Select[Advice]:
    """Select the advice on issues of a consultation that was asked for and not given, what is due first first."""
    waits = (Advice.given_at.is_(None), Advice.taken_back_at.is_(None), Issue.dropped_at.is_(None))
    return (
        select(Advice)
        .join(Advice.issue)
        .where(Issue.consultation_id == consultation_id, *waits)
        .order_by(Advice.due_on, Advice.id)
    )


def find_advice(session: Session, advice_id: int) -> Advice:
    """Return what somebody was asked; raises `NotFound` for what was taken back, or whose issue was dropped."""
    found = session.get(Advice, advice_id)
    if found is None or found.taken_back_at is not None or found.issue.dropped_at is not None:
        raise NotFound
    return found


def ask_for_advice(session: Session, actor: Actor, issue: Issue, asked: Asked) -> Advice:
    """Ask somebody about an issue or one of its points, and write to them; the same form sent twice asks once.

    Raises `Invalid` for what is not on offer, no question, or a day that has passed.
    """
    lock_issue(session, issue)
    question = clean_text(asked.question).strip()
    known = session.scalar(select(Advice).where(Advice.form_key == asked.form_key)) if asked.form_key else None
    if known is not None:
        require_same(Compared(_("What do you ask?"), known.question, question))
        return known
    person = _require_askable(session, issue, asked, question)
    advice = Advice(
        issue=issue,
        passage_id=asked.passage_id,
        expertise=asked.expertise,
        adviser_id=asked.adviser_id,
        question=question,
        due_on=asked.due_on,
        asked_at=database_now(session),
        asked_by_id=actor.person_id,
        form_key=asked.form_key,
    )
    session.add(advice)
    session.flush()
    text = _("Advise on issue %(number)s of “%(title)s”", number=issue.number, title=issue.consultation.title)[:200]
    set_deadline(session, reference_to(advice), asked.due_on, owner=Role.OFFICER, text=text, person_id=asked.adviser_id)
    record(session, AdviceAsked(**_facts(advice), expertise=asked.expertise.value), by=actor)
    _write(session, person, advice)
    return advice


def _require_askable(session: Session, issue: Issue, asked: Asked, question: str) -> Person:
    faults = {}
    if asked.adviser_id not in advisers(session):
        faults["adviser"] = _("Select who is to advise")
    if not question:
        faults["question"] = _("Enter what you ask")
    if asked.due_on < clock.london(database_now(session)).date():
        faults["due_on"] = _("The day must be today or later")
    placed = session.get(IssuePoint, asked.passage_id) if asked.passage_id is not None else None
    if asked.passage_id is not None and (placed is None or placed.issue_id != issue.id):
        faults["about"] = _("Somebody else moved this point since you looked. Select again")
    if faults:
        raise Invalid(fields=faults)
    return session.get_one(Person, asked.adviser_id)


def give_advice(session: Session, actor: Actor, advice: Advice, said: str, seen_version: int) -> None:
    """Keep what the person who was asked says, with name and time; the same again changes nothing.

    Raises `Forbidden` for anybody else, `Invalid` for no words, and `ChangedMeanwhile` when it was given otherwise.
    """
    _lock(session, advice)
    _require_asked(actor, advice)
    said = clean_text(said).strip()
    if not said:
        raise Invalid(fields={"said": _("Enter your advice")})
    if advice.given_at is not None:
        require_same(Compared(_("What do you advise?"), advice.said, said))
        return
    require_version(advice.version, seen_version, Compared(_("What do you advise?"), advice.said, said))
    advice.said, advice.given_by, advice.given_at = said, actor.name, database_now(session)
    session.flush()
    meet_deadlines(session, reference_to(advice))
    record(session, AdviceGiven(**_facts(advice)), by=actor)


def _require_asked(actor: Actor, advice: Advice) -> None:
    if actor.person_id is None or advice.adviser_id != actor.person_id:
        raise Forbidden(_("Only the person who was asked can give this advice."))
    if advice.taken_back_at is not None:
        raise Conflict(_("This was taken back: your advice is not needed any more."))


def take_back_question(session: Session, actor: Actor, advice: Advice) -> None:
    """Ask for it no more; raises `Conflict` when it was given meanwhile."""
    _lock(session, advice)
    if advice.given_at is not None:
        raise Conflict(_("The advice was given meanwhile, so it stays."))
    if advice.taken_back_at is not None:
        return
    advice.taken_back_at = database_now(session)
    session.flush()
    forget_deadlines(session, reference_to(advice))
    record(session, AdviceTakenBack(**_facts(advice)), by=actor)


def show_advice(session: Session, actor: Actor, advice: Advice, *, is_public: bool) -> None:
    """Choose whether the public reads advice beside the answer; raises `Conflict` for what was not given yet."""
    lock_issue(session, advice.issue)
    lock_row(session, advice)
    if advice.given_at is None:
        raise Conflict(_("The advice has not been given yet."))
    if advice.is_public == is_public:
        return
    advice.is_public = is_public
    session.flush()
    record(session, AdviceShown(**_facts(advice), is_public=is_public), by=actor)


def ask_no_more(session: Session, issue: Issue) -> None:
    """Remind nobody any more of what was asked about an issue that leaves the list."""
    for advice in session.scalars(advice_on(issue.id)):
        forget_deadlines(session, reference_to(advice))


def forget_advice_on(session: Session, passage_ids: Sequence[int]) -> None:
    """Delete what was asked and said about single points whose response was withdrawn or erased."""
    for advice in session.scalars(select(Advice).where(Advice.passage_id.in_(passage_ids))).all():
        forget_deadlines(session, reference_to(advice))
        session.delete(advice)
    session.flush()


def overdue_words(advice: Advice, today: date) -> str:
    """Return by when it is due in words, or since when it should have been given."""
    day = local_date(advice.due_on)
    if advice.is_overdue(today):
        return _("Overdue: it was due on %(day)s", day=day)
    return _("Due on %(day)s", day=day)


def number_waiting(session: Session, consultation: Consultation) -> int:
    """Return on how many issues of a consultation advice still waits."""
    return len({advice.issue_id for advice in session.scalars(waiting_advice(consultation.id))})


def words_about(advice: Advice, passage: Passage | None) -> str:
    """Return what it is about: the issue, or one point of it."""
    if passage is None:
        return _("Issue %(number)s", number=advice.issue.number)
    return _("Point %(point)s of issue %(number)s", point=passage.number, number=advice.issue.number)


def _lock(session: Session, advice: Advice) -> None:
    # Advice may come after the decision was published: it changes nothing that was, and a correction may need it.
    lock_row(session, advice.issue.consultation)
    lock_row(session, advice.issue)
    if advice.issue.dropped_at is not None:
        raise Conflict(_("Somebody took this issue from the list, so your advice is not needed any more."))
    lock_row(session, advice)


def _write(session: Session, person: Person, advice: Advice) -> None:
    with speaking_to(session, person.language):
        day = local_date(advice.due_on)
        subject = _("You are asked for advice by %(day)s", day=day)
        title = advice.issue.consultation.title
        asked = _(
            "The council asks for your advice on an issue of “%(title)s”. Give it by %(day)s.", title=title, day=day
        )
        here = _("Read what is asked, and answer, here:")
        body = f"{asked}\n\n{here}\n{address_of(session, f'/staff/advice/{advice.id}')}\n"
        send_mail(session, to=person.email, subject=subject, body=body)


def _facts(advice: Advice) -> dict[str, int]:
    issue = advice.issue
    return {"consultation_id": issue.consultation_id, "issue_id": issue.id, "number": issue.number}
