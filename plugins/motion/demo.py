"""The motion of 16 January 2023, as far as the public record knows it, and a draft to try."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor, Role
from consult.sdk.database import clock, database_now, tokens
from plugins.motion.canonical import Section
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.records import ActionKind
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.council import PastAction, PastMotion, enter_past_motion
from plugins.motion.services.drafts import invite_drafter, name_seconder, start_draft
from plugins.motion.services.votes import UnnamedVote

SAFEGUARDS = "biometric regulation and safeguards against discrimination are in place"
OPPOSITION = "stating the council’s opposition to live facial recognition"

FACIAL_RECOGNITION = PastMotion(
    title="Live facial recognition in Newham",
    note=(
        "The full text of this motion was not found in the public record. It was reported that the motion pointed to "
        "worldwide criticism of live facial recognition as intrusive and unreliable, to the danger of racist outcomes "
        "in policing, to calls for a ban by Amnesty International, Liberty and Human Rights Watch, and to strain "
        "between police and public and on residents’ privacy. The council cannot stop the police from using it."
        "\n\nWhether the letters were sent is not in the public record. Computer Weekly reported in January 2023 "
        "what the three said. The Metropolitan Police said that a community impact assessment is completed "
        "before each use, and that the views of local groups are weighed. The Home Office said that the technology "
        "helps against serious offences, and that its use must be fair and proportionate. The Mayor’s office said that "
        "it has a part in keeping Londoners safe, and that the police must be open about where, when and how they use "
        "it."
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
            )
            for addressee in ("the Home Office", "the Mayor of London", "the Metropolitan Police Service")
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


def build_demo(session: Session, actors: Mapping[str, Actor]) -> None:
    """Enter the motion of the article and, for the demo councillors, a made-up draft; a second call adds nothing."""
    clerk = next((actor for actor in actors.values() if actor.has(Role.OFFICER)), SYSTEM)
    entered = select(Motion.id).where(
        Motion.is_from_record, Motion.title == FACIAL_RECOGNITION.title, Motion.meeting_on == FACIAL_RECOGNITION.held_on
    )
    if session.scalar(entered) is None:
        enter_past_motion(session, clerk, FACIAL_RECOGNITION)
    people = {actor.person_id: actor for actor in actors.values() if actor.has(Role.COUNCILLOR) and actor.person_id}
    if people and session.scalar(select(Motion.id).where(Motion.title == DRAFT_TITLE)) is None:
        first, *others = people
        _start_example(session, people[first], others[:2])


def _start_example(session: Session, proposer: Actor, others: list[int]) -> None:
    meeting_on = clock.london(database_now(session)).date() + timedelta(days=42)
    motion = start_draft(session, proposer, title=DRAFT_TITLE, meeting_on=meeting_on)
    for section, text in DRAFT_CLAUSES:
        add_clause(session, proposer, motion, key=tokens.new_reference("C"), section=section, text=text)
    for person_id in others:
        invite_drafter(session, proposer, motion, person_id)
    if others:
        name_seconder(session, proposer, motion, others[0], version=motion.version)
