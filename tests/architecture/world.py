"""One of everything, for the tests that ask each page as each kind of person: who there is, and where things are."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import email_changes, invitations
from consult.accounts.models import Invitation, Organisation, Person
from consult.analysis.queries import texts_of
from consult.analysis.services import POINT, Selection, mark
from consult.analysis.themes import code_book
from consult.consultations.changes import extend
from consult.consultations.documents import add_document
from consult.consultations.models import Activity, Consultation, State
from consult.consultations.sign_offs import ask_to_sign_off
from consult.contract.deployment import deployment_of
from consult.decisions import issues
from consult.decisions import services as decisions
from consult.decisions.answers import AnswerDetails
from consult.decisions.models import Disposition
from consult.desk.exclusions import exclude
from consult.exports.export_files import find_wanted
from consult.exports.prepared_files import ask_for_file, prepare_file
from consult.follows.queries import find_followable
from consult.follows.services import ask_to_follow
from consult.imports.letters import read_letter, take_in
from consult.jobs.models import Job, JobState
from consult.journey.drafts import Content, start_draft
from consult.journey.models import PreviewLink
from consult.journey.previews import make_link
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.mail.models import MailState
from consult.mail.sealed_addresses import stop_secret
from consult.mail.services import send_mail
from consult.submissions.intake import keep_about_you
from consult.submissions.models import Channel, Participation, Submission
from plugins.survey import services as surveys
from plugins.survey.queries import find_draft
from tests.architecture.world_of_advice import fill_issue
from tests.architecture.world_of_analysis import analyse
from tests.architecture.world_of_authorisation import fill_cases
from tests.architecture.world_of_comments import ASKS_CONSENT, publish_comments, said_by
from tests.architecture.world_of_desk import annotate
from tests.architecture.world_of_entries import asking_for_journeys
from tests.architecture.world_of_groups import fill_assessments, fill_evidence, fill_motions
from tests.architecture.world_of_office import fill_office
from tests.architecture.world_of_programs import fill_programs
from tests.architecture.world_of_register import fill_register
from tests.architecture.world_of_reports import publish_reports
from tests.architecture.world_of_results import publish_all_results
from tests.factories import (
    XSS,
    actor_for,
    canary,
    make_activity,
    make_consultation,
    make_organisation,
    make_person,
    make_submission,
)
from tests.plugins.survey.conftest import ALL_KINDS, text
from tests.support.documents import small_pdf
from tests.support.mail import link_in, written_mail
from tests.support.news import want_news
from tests.support.redaction import redact

MOMENT = "2026-11-02 09:00"
CODE = "7F3K-92QX-B41T-0ZMC"
SENT_CODE = "8G4K-83QX-C52T-1ZMD"
ROLES = (
    "anonymous",
    "resident",
    "group_own",
    "group_other",
    "councillor_own",
    "councillor_other",
    "officer",
    "officer_other",
    "authorising_officer",
    "auditor",
    "administrator",
)
OFFICERS = frozenset({"officer", "officer_other"})
STAFF = OFFICERS | {"administrator"}
DESK = STAFF | {"auditor"}


@dataclass
class World:
    """Who there is, where things are, and what only some may read."""

    session: Session
    people: dict[str, Person] = field(default_factory=dict)
    places: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    canaries: dict[str, frozenset[str]] = field(default_factory=dict)
    sealed: set[str] = field(default_factory=set)

    def actor(self, role: str) -> Actor:
        """Return somebody as services see them."""
        return actor_for(self.session, self.people[role])

    def secret(self, name: str, may_see: frozenset[str] | set[str] = frozenset(), *, sealed: bool = False) -> str:
        """Return a text that only these may come across; a sealed one may not be readable in the database either."""
        made = canary(name).lower()
        self.canaries[made] = frozenset(may_see)
        if sealed:
            self.sealed.add(made)
        return made

    def path(self, pattern: str) -> str:
        """Put the places of this world into an address."""
        return pattern.format_map(self.places)


@contextmanager
def standing_still() -> Iterator[None]:
    """Let the time of this world stand."""
    with clock.set_clock(clock.from_london(datetime.fromisoformat(MOMENT)), step=timedelta(0)):
        yield


def make_world(session: Session) -> World:
    """Make one of everything."""
    world = World(session)
    _people(world)
    fill_programs(world)
    fill_office(world)
    fill_register(world)
    _drafts(world)
    running = _open(world)
    _responses(world, running)
    fill_evidence(world, running)
    fill_assessments(world)
    fill_motions(world, running)
    fill_cases(world, running.id)
    _analysing(world)
    _decided(world)
    _links(world)
    session.flush()
    return world


def _people(world: World) -> None:
    session = world.session
    roles: dict[str, tuple[Role, ...]] = {
        "councillor_own": (Role.COUNCILLOR,),
        "councillor_other": (Role.COUNCILLOR,),
        "officer": (Role.OFFICER,),
        "officer_other": (Role.OFFICER,),
        "authorising_officer": (Role.AUTHORISING_OFFICER,),
        "auditor": (Role.AUDITOR,),
        "administrator": (Role.ADMINISTRATOR,),
        "group_own": (),
        "group_other": (),
        "somebody": (Role.COUNCILLOR,),
        "outsider": (),
    }
    for name, held in roles.items():
        person = make_person(session, *held, xss=True)
        own = frozenset({name, "administrator"} & set(ROLES))
        # Those who speak for a group are known to whoever looks after the groups.
        person.email = f"{world.secret(f'email-of-{name}', own | (STAFF if 'group' in name else set()))}@people.example"
        person.password_hash = world.secret(f"password-of-{name}")
        world.people[name] = person
    made = {name: _group(world, name) for name in ("group_own", "group_other")}
    people = {"member": world.people["group_own"].id, "person": world.people["outsider"].id}
    world.places.update(group=made["group_own"].id, **people)


def _group(world: World, name: str) -> Organisation:
    return make_organisation(world.session, members=[world.people[name]], xss=True)


def _activities(world: World, consultation: Consultation, name: str) -> dict[str, Activity]:
    made = {}
    for place, kind in enumerate(("response", "survey", "impact", "motion")):
        activity = make_activity(world.session, consultation, kind, title=f"By {kind} {XSS}", position=place)
        world.places[f"{name}_motions" if kind == "motion" else f"{name}_{kind}"] = activity.id
        made[kind] = activity
    world.session.expire(consultation, ["activities"])
    return made


def _document(world: World, consultation: Consultation) -> None:
    content = io.BytesIO(small_pdf())
    made = add_document(
        world.session,
        world.actor("officer"),
        consultation,
        title=f"The plan {XSS}",
        name="plan.pdf",
        content=content,
        reason="It was asked for.",
        is_material=False,
    )
    name = consultation.slug
    world.places[f"{name}_id"] = consultation.id
    world.places.update({f"{name}_document": made.id, f"{name}_file": f"{made.file.key}/{made.file.name}"})


def _drafts(world: World) -> None:
    title = world.secret("title-of-draft", DESK)
    draft = make_consultation(
        world.session, state=State.DRAFT, slug="draft", title=f"{title} {XSS}", created_by=world.people["officer"]
    )
    _activities(world, draft, "draft")
    _document(world, draft)
    planned = make_consultation(world.session, state=State.SCHEDULED, slug="scheduled", xss=True)
    world.places["sign_off_secret"] = ask_to_sign_off(world.session, world.actor("officer"), planned)
    closed = make_consultation(world.session, state=State.CLOSED, slug="closed", xss=True)
    _activities(world, closed, "closed")


def _open(world: World) -> Consultation:
    session, officer = world.session, world.actor("officer")
    begun = clock.now() - timedelta(days=7)
    running = make_consultation(
        session, state=State.DRAFT, slug="open", opens_at=begun, xss=True, created_by=world.people["officer"]
    )
    made = _activities(world, running, "open")
    definition = orjson.loads(orjson.dumps(ALL_KINDS).replace(b"Question why", b"Question why " + _quoted(XSS)))
    surveys.change_draft(session, officer, made["survey"], lambda _draft: asking_for_journeys(definition))
    seen = find_draft(session, made["survey"].id).as_seen
    surveys.publish(session, officer, made["survey"], seen=seen, public_note=f"First. {XSS}")
    unpublished = {**text(world.secret("survey-draft", DESK)), "cy": XSS}
    surveys.change_draft(session, officer, made["survey"], lambda draft: replace(draft, introduction=unpublished))
    running.state = State.OPEN
    session.flush()
    _document(world, running)
    assert running.closes_at is not None
    extend(session, officer, running, running.closes_at + timedelta(days=7), f"Groups asked for it. {XSS}")
    return running


def _quoted(words: str) -> bytes:
    return orjson.dumps(words)[1:-1]


def _responses(world: World, running: Consultation) -> None:
    session, officer = world.session, world.actor("officer")
    activities = {activity.kind: activity for activity in running.activities}
    response, survey = activities["response"], activities["survey"]
    world.codes = {str(response.id): CODE, str(survey.id): SENT_CODE}
    for code in (CODE, SENT_CODE):
        world.canaries[code] = frozenset({"resident"})
        world.sealed.add(code)
    kept = world.secret("draft-answer", {"resident"}, sealed=True)
    content = Content(answers={"reasons": f"{kept} {XSS}"}, seen=["position"])
    start_draft(session, response.id, response.settings_version, content=content, code=CODE)
    said = world.secret("answer-to-survey", {*DESK, "resident"})
    answers = {"choice": "b", "why": f"{said} {XSS}", "consent_to_publish": "named", "name_to_publish": XSS}
    make_submission(session, survey, answers=answers, code=SENT_CODE)

    answer = world.secret("answer", DESK)
    sent = make_submission(session, response, answers={"position": "oppose", "reasons": f"{answer} {XSS}"})
    keep_about_you(session, response.id, sent.id, {"religion": world.secret("religion", sealed=True)})
    want_news(session, response.id, f"{world.secret('contact', sealed=True)}@people.example")
    participation = session.scalars(select(Participation)).one()
    followed = find_followable(session, "consultation", world.places["open_id"])
    follow = ask_to_follow(session, *followed, f"{world.secret('follower', sealed=True)}@people.example")
    refused = send_mail(
        session, to="gone@people.example", subject="Hello", body="Hello", caused_by=world.actor("officer")
    )
    refused.state = MailState.REFUSED
    preview_secret = make_link(session, world.actor("officer"), response)
    world.places.update(
        reference=sent.reference,
        submission=sent.id,
        stop_token=stop_secret(session, participation.id),
        follow_token=stop_secret(session, follow.id),
        refused_mail=refused.id,
        preview_secret=preview_secret,
        preview_link=session.scalars(select(PreviewLink.id)).one(),
    )
    annotate(world, response, sent)
    _redacted(world, response, officer)
    left_out = make_submission(session, response, xss=True)
    note = world.secret("exclusion-note", DESK)
    exclude(session, officer, response, left_out, "duplicate", f"{note} {XSS}")
    entered = make_submission(
        session,
        response,
        channel=Channel.PAPER,
        received_on=date(2026, 11, 1),
        transcribed_by=world.people["officer_other"],
        xss=True,
    )
    entered.is_in_check_sample = True
    said = world.secret("letter", {*OFFICERS, "administrator"})
    letter = take_in(session, officer, response, "letter.txt", io.BytesIO(f"{said} {XSS}".encode()))
    read_letter(session, Job(), letter_id=letter.id)
    world.places.update(excluded=left_out.id, entered=entered.id, letter=letter.id)


def _redacted(world: World, response: Activity, officer: Actor) -> None:
    passage = world.secret("redacted", OFFICERS, sealed=True)
    answers = {"position": "oppose", "reasons": f"Ask {passage} about it. {XSS}"}
    sent = make_submission(world.session, response, answers=answers)
    note = world.secret("redaction-note", DESK)
    made = redact(
        world.session,
        officer,
        response,
        sent,
        question="reasons",
        passage=passage,
        code="personal",
        note=f"{note} {XSS}",
    )
    world.places["redaction"] = made.id


def _analysing(world: World) -> None:
    session, officer = world.session, world.actor("officer")
    analysing = make_consultation(session, state=State.ANALYSING, slug="analysing", xss=True)
    activity = make_activity(session, analysing)
    cited = make_submission(session, activity, xss=True)
    point = world.secret("point", DESK)
    issue = issues.add_issue(session, officer, analysing, f"{point} {XSS}", f"Many say so. {XSS}")
    issues.cite(session, issue, cited, officer)
    said = f"Says so. {XSS}"
    theme = code_book.add_theme(session, officer, analysing, f"{world.secret('theme', DESK)} {XSS}", said, said)
    analyse(world, activity, theme.id)
    (text,) = texts_of(cited, [])
    (passage,) = mark(session, officer, cited, [Selection.of(text, 0, len(text.text))], POINT)
    world.places["passage"] = passage.id
    fill_issue(world, issue)
    written = world.secret("unpublished-decision", DESK)
    _write(world, analysing, written)
    world.places.update(issue=issue.id, analysing_response=activity.id, theme=theme.id, coded_response=cited.id)


def _write(world: World, consultation: Consultation, words: str) -> None:
    texts = {name: f"{name}: {words} {XSS}" for name in decisions.TEXTS}
    on = date(2026, 10, 16)
    decisions.save_decision(world.session, world.actor("officer"), consultation, texts, f"Cabinet {XSS}", on, 0)


def _decided(world: World) -> None:
    session, officer = world.session, world.actor("officer")
    consultation = make_consultation(session, state=State.ANALYSING, slug="decided", xss=True)
    activity = make_activity(session, consultation, title=f"By letter {XSS}", questions=ASKS_CONSENT)
    session.expire(consultation, ["activities"])
    for number in range(12):
        make_submission(session, activity, answers=said_by(number))
    publish_comments(world, activity)
    publish_all_results(world, activity)
    issue = issues.add_issue(session, officer, consultation, f"A point {XSS}", f"More {XSS}")
    cited = session.scalars(select(Submission).where(Submission.activity_id == activity.id)).first()
    assert cited is not None
    issues.cite(session, issue, cited, officer)
    done = (Disposition.CHANGED, f"We asked. {XSS}", f"Cabinet {XSS}")
    details = AnswerDetails(changed_paragraph=f"Letter, paragraph 3 {XSS}")
    issues.answer_issue(session, officer, issue, *done, issue.version, details)
    _write(world, consultation, "The council decides.")
    published = decisions.publish_decision(session, officer, consultation, unread_reason=f"The last came late. {XSS}")
    publish_reports(world, consultation)
    world.places.update(decision=published.id, decided_reference=cited.reference, decided_response=activity.id)


def _links(world: World) -> None:
    session, administrator = world.session, world.actor("administrator")
    link = invitations.invite(
        session, administrator, email="new@people.example", name=f"Newcomer {XSS}", role=Role.OFFICER
    )
    found = re.search(r"/invitations/(\S+)", link)
    assert found is not None
    world.places["invitation"] = found[1]
    known = session.scalars(select(Invitation)).one()
    world.places["invitation_hash"] = known.token_hash
    invitations.send_password_link(session, world.people["outsider"].email)
    (letter,) = written_mail(session, world.people["outsider"].email)
    world.places["password_link"] = link_in(letter).rsplit("/", 1)[-1]
    outsider = world.people["outsider"]
    who = Actor(person_id=outsider.id, name=outsider.name)
    email_changes.ask_for_email(session, who, outsider, "moved@people.example")
    (letter,) = written_mail(session, "moved@people.example")
    world.places["email_link"] = link_in(letter).rsplit("/", 1)[-1]
    send_mail(session, to="reader@people.example", subject="News", body=world.secret("mail", sealed=True))
    officer = world.actor("officer")
    running = session.scalars(select(Consultation).where(Consultation.slug == "open")).one()
    exports = deployment_of(session).registry.exports
    wanted = find_wanted(session, exports, running, what="summary", file_format="csv")
    prepared = ask_for_file(session, officer, wanted, rows=5)
    job = session.get_one(Job, prepared.job_id)
    job.state, job.lease_token = JobState.RUNNING, "a-lease"
    session.flush()
    prepare_file(session, job, **job.args)
    world.places.update(prepared=prepared.id, job=job.id)
