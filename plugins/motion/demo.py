"""The motion of 16 January 2023, as far as the public record knows it, and a draft to try."""

from collections.abc import Mapping
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor, Role
from consult.sdk.database import clock, database_now, tokens
from consult.sdk.deadlines import is_working_day
from plugins.motion.actions import ActionKind
from plugins.motion.canonical import Section
from plugins.motion.changes import Act, Change
from plugins.motion.lifecycle import State
from plugins.motion.meeting_queries import meeting_on
from plugins.motion.models import Motion
from plugins.motion.services.amendments import Mover, propose_amendment, rule_on_amendment
from plugins.motion.services.checks import check_motion, put_on_agenda
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.consents import draft_as_it_stands, give_consent
from plugins.motion.services.council import PastAction, PastMotion, enter_past_motion
from plugins.motion.services.drafts import invite_drafter, name_seconder, start_draft
from plugins.motion.services.meetings import MeetingFacts, call_meeting
from plugins.motion.services.members import seat_today
from plugins.motion.services.submission import submit_motion
from plugins.motion.services.votes import UnnamedVote

SAFEGUARDS = "biometric regulation and safeguards against discrimination are in place"
OPPOSITION = "stating the council’s opposition to live facial recognition"

REPORTED_IN = "Computer Weekly, January 2023"
SAID = {
    "the Home Office": (
        "The technology helps the police against serious offences, and the police should be supported in its use. Its "
        "use must be fair and proportionate, and follow the guidance of the College of Policing, which asks for its "
        "accuracy to be assessed across different groups of people."
    ),
    "the Mayor of London": (
        "New technology has a part in keeping Londoners safe. The police must be proportionate in its use, and open "
        "about where, when and how they use it. City Hall goes on watching that use."
    ),
    "the Metropolitan Police Service": (
        "Each use rests on a specific intelligence case. Before each use the local command completes a community "
        "impact assessment, for which it speaks to local groups, and their views are weighed before a decision. An "
        "independent study of how the technology performs for different groups was under way, and would be published."
    ),
}
"""What each was reported to say, in neutral words of our own."""

FACIAL_RECOGNITION = PastMotion(
    title="Live facial recognition in Newham",
    note=(
        "The full text of this motion was not found in the public record. It was reported that the motion pointed to "
        "worldwide criticism of live facial recognition as intrusive and unreliable, to the danger of racist outcomes "
        "in policing, to calls for a ban by Amnesty International, Liberty and Human Rights Watch, and to strain "
        "between police and public and on residents’ privacy. The council cannot stop the police from using it."
        "\n\nWhether the letters were sent is not in the public record. What three bodies said about the motion "
        "stands, as it was reported, beside the letter to each."
    ),
    held_on=date(2023, 1, 16),
    proposer_name="Cllr Areeq Chowdhury",
    proposer_ward="Canning Town North",
    vote=UnnamedVote(outcome=State.CARRIED, is_unanimous=True),
    resolution=(
        "The chief executive is to write to the Home Office, the Mayor of London and the Metropolitan Police Service "
        f"{OPPOSITION}. The executive is to request that its use in the borough is suspended until {SAFEGUARDS}."
    ),
    actions=(
        *(
            PastAction(
                kind=ActionKind.BINDING,
                text=f"Write to {addressee}, {OPPOSITION}",
                owner="Chief executive",
                addressee=addressee,
                statement=said,
                source=REPORTED_IN,
            )
            for addressee, said in SAID.items()
        ),
        PastAction(
            kind=ActionKind.REQUEST,
            text=f"Request the suspension of live facial recognition in the borough until {SAFEGUARDS}",
            owner="The executive",
            addressee="Not named in the public record",
        ),
    ),
)

DRAFT_TITLE = "Publish every letter that a resolution asks for"
DRAFT_CLAUSES = (
    (Section.NOTES, "Resolutions of this Council often ask for a letter to a minister or another public body."),
    (Section.NOTES, "Residents cannot see today whether such a letter was sent, or what was answered."),
    (Section.BELIEVES, "A resolution is finished when residents can see what happened next."),
    (Section.RESOLVES, "Publish each letter within ten working days of sending it, and each reply when it arrives."),
)


LAMPS_TITLE = "Lamps on the path along the river"
LAMPS = (
    (Section.NOTES, "Residents asked in two petitions for light on the path along the river."),
    (Section.BELIEVES, "Nobody should have to choose between a long way round and a dark path."),
    (Section.RESOLVES, "Ask the Chief Executive to publish a plan for lamps on the path within 28 days."),
    (Section.RESOLVES, "Write to the Canal and River Trust for its consent."),
)
RULING = "It concerns the plan that the motion asks for, and does not say the opposite."
COLLIDING = (
    (
        "Councillor Sol Reed (invented)",
        "Councillor Kit Wells (invented)",
        "Ask the Chief Executive to publish a plan for lamps on the path within 14 days.",
        "The evenings are dark already.",
    ),
    (
        "Councillor Mira Vale (invented)",
        "Councillor Sol Reed (invented)",
        "Ask the Chief Executive to publish a plan for lamps on the path within 56 days, after asking residents.",
        "Those who live beside the path should be heard first.",
    ),
)
"""Two amendments of the same words: only one of them can be carried as it is."""


def build_demo(session: Session, actors: Mapping[str, Actor]) -> None:
    """Enter the motion of the article and, for the demo councillors, a made-up draft; a second call adds nothing."""
    clerk = next((actor for actor in actors.values() if actor.has(Role.OFFICER)), SYSTEM)
    entered = select(Motion.id).where(
        Motion.is_from_record, Motion.title == FACIAL_RECOGNITION.title, Motion.meeting_on == FACIAL_RECOGNITION.held_on
    )
    if session.scalar(entered) is None:
        enter_past_motion(session, clerk, FACIAL_RECOGNITION)
    people = _councillors(actors)
    if people and session.scalar(select(Motion.id).where(Motion.title == DRAFT_TITLE)) is None:
        first, *others = people
        _start_example(session, clerk, people[first], others[:2])
    if len(people) > 1 and session.scalar(select(Motion.id).where(Motion.title == LAMPS_TITLE)) is None:
        proposer, seconder, *_others = people.values()
        if all(seat_today(session, actor.person_id) for actor in (proposer, seconder)):
            _debate_example(session, clerk, proposer, seconder)


def _councillors(actors: Mapping[str, Actor]) -> dict[int, Actor]:
    """Return the demo councillors by the numbers of their accounts."""
    return {actor.person_id: actor for actor in actors.values() if actor.has(Role.COUNCILLOR) and actor.person_id}


def _debate_example(session: Session, clerk: Actor, proposer: Actor, seconder: Actor) -> None:
    """Bring a made-up motion before a meeting, with two amendments that collide."""
    day = _meeting_in(session, clerk, weeks=4)
    motion = start_draft(session, proposer, title=LAMPS_TITLE, meeting_on=day)
    for section, text in LAMPS:
        add_clause(session, proposer, motion, key=tokens.new_reference("C"), section=section, text=text)
    name_seconder(session, proposer, motion, seconder.person_id or 0, version=motion.version)
    for actor in (proposer, seconder):
        give_consent(session, actor, motion, seen=draft_as_it_stands(session, motion).seen)
    submit_motion(session, proposer, motion)
    check_motion(session, clerk, motion, meeting_on=day, is_in_scope=True, is_lawful=True, reason="", text_number=1)
    put_on_agenda(session, clerk, motion, meeting_on=day, item=9, version=motion.version)
    key = next(clause.key for clause in motion.texts[0].mandates)
    for by, with_, words, reason in COLLIDING:
        amendment = propose_amendment(
            session,
            clerk,
            motion,
            [Change(act=Act.REPLACE, key=key, section=Section.RESOLVES, text=words)],
            proposer=Mover(by, None),
            seconder=Mover(with_, None),
            reason=reason,
            text_number=1,
            is_seconded=True,
        )
        rule_on_amendment(
            session, clerk, amendment, is_in_order=True, reason=RULING, place=None, version=amendment.version
        )


def _meeting_in(session: Session, clerk: Actor, *, weeks: int) -> date:
    """Enter a meeting on the Monday so many weeks from now that the council works, and return its day."""
    day = clock.london(database_now(session)).date() + timedelta(weeks=weeks)
    day -= timedelta(days=day.weekday())
    while not is_working_day(session, day):
        day += timedelta(days=1)
    if meeting_on(session, day) is not None:
        return day
    facts = MeetingFacts(held_on=day, starts_at=time(19), place="Town hall, council chamber")
    return call_meeting(session, clerk, facts).held_on


def _start_example(session: Session, clerk: Actor, proposer: Actor, others: list[int]) -> None:
    day = _meeting_in(session, clerk, weeks=8)
    motion = start_draft(session, proposer, title=DRAFT_TITLE, meeting_on=day)
    for section, text in DRAFT_CLAUSES:
        add_clause(session, proposer, motion, key=tokens.new_reference("C"), section=section, text=text)
    for person_id in others:
        invite_drafter(session, proposer, motion, person_id)
    if others:
        name_seconder(session, proposer, motion, others[0], version=motion.version)
