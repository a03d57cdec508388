"""A motion brought to any step, for tests: councillors, a draft with clauses, and the steps that follow."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Actor, Role
from consult.office.facts import TermFacts
from consult.office.models import OfficeRole, OfficeTerm
from consult.office.queries import members_on
from consult.office.services import add_term, link_account
from plugins.motion.canonical import Section
from plugins.motion.drafting.queries import ClauseVersion, DraftClause, clauses_now, versions_of
from plugins.motion.meeting_queries import meeting_on
from plugins.motion.meetings import Meeting
from plugins.motion.models import Motion
from plugins.motion.notice import Notice
from plugins.motion.queries import orders_version, standing_orders
from plugins.motion.records import Choice
from plugins.motion.services.checks import check_motion, put_on_agenda
from plugins.motion.services.clauses import add_clause
from plugins.motion.services.consents import draft_as_it_stands, give_consent
from plugins.motion.services.council import change_standing_orders
from plugins.motion.services.drafts import invite_drafter, name_seconder, start_draft
from plugins.motion.services.submission import submit_motion
from plugins.motion.services.votes import NamedVote, record_named_vote
from tests.factories import actor_for, make_person

STARTS = "2026-11-02 09:00"
MEETING = date(2026, 11, 30)
SINCE = date(2026, 5, 11)
NOTICE = Notice(meeting_on=MEETING, until_day=date(2026, 11, 18), until_hour=17, needed=7, weekend_days=4, left_out=())
AFTER_MEETING = "2026-12-01 09:00"


@dataclass
class Story:
    """A draft with its people; each step takes the motion further."""

    session: Session
    motion: Motion
    proposer: Actor
    seconder: Actor
    drafter: Actor
    other: Actor
    officer: Actor
    people: dict[str, Person]

    def clauses(self) -> list[DraftClause]:
        """The clauses that stand."""
        return clauses_now(self.session, self.motion)

    def history(self, clause: DraftClause) -> list[ClauseVersion]:
        """What a clause said, oldest first."""
        return [version for version in versions_of(self.session, self.motion) if version.key == clause.key]

    def agree(self) -> None:
        """Let proposer and seconder agree to the text as it stands."""
        for actor in (self.proposer, self.seconder):
            seen = draft_as_it_stands(self.session, self.motion).seen
            give_consent(self.session, actor, self.motion, seen=seen)

    def submit(self) -> Motion:
        """Agree and submit."""
        self.agree()
        return submit_motion(self.session, self.proposer, self.motion)

    def submit_in_public(self) -> Motion:
        """Submit in a council in which everybody can read a motion from then on."""
        orders = replace(standing_orders(self.session), public_from="submitted")
        change_standing_orders(self.session, self.officer, orders, orders_version(self.session))
        return self.submit()

    def to_agenda(self) -> Motion:
        """Submit, find valid, put on the agenda."""
        self.submit()
        self.check()
        self.place()
        return self.motion

    def place(self, meeting_on: date = MEETING, version: int | None = None) -> None:
        """Put the motion on the agenda, as a page showed it in this version."""
        seen = self.motion.version if version is None else version
        put_on_agenda(self.session, self.officer, self.motion, meeting_on=meeting_on, item=7, version=seen)

    def check(
        self, *, is_lawful: bool = True, reason: str = "", text_number: int | None = None, number: int = 1
    ) -> None:
        """Let the officer check the motion."""
        check_motion(
            self.session,
            self.officer,
            self.motion,
            meeting_on=MEETING,
            is_in_scope=True,
            is_lawful=is_lawful,
            reason=reason,
            text_number=len(self.motion.texts) if text_number is None else text_number,
            number=number,
        )

    def roll(self) -> list[OfficeTerm]:
        """Everybody who sits on the council on the day of the meeting, by ward and seat."""
        return list(members_on(self.session, MEETING))

    def term_ids(self) -> list[int]:
        """Everybody who votes, by their terms in office."""
        return [term.id for term in self.roll()]

    def ballot(self, *choices: Choice) -> NamedVote:
        """A vote in which the members choose in turn; the last choice holds for the rest."""
        ids = self.term_ids()
        given = {term_id: choices[min(place, len(choices) - 1)] for place, term_id in enumerate(ids)}
        announced = {choice: list(given.values()).count(choice) for choice in Choice}
        return NamedVote(choices=given, announced=announced)

    def carry(self) -> Motion:
        """Bring the motion to the meeting, where everybody votes for it."""
        self.to_agenda()
        return self.decide()

    def decide(self) -> Motion:
        """Hold the meeting, where everybody votes for the motion on its agenda."""
        with clock.set_clock(clock.from_london(datetime.fromisoformat(AFTER_MEETING))):
            record_named_vote(self.session, self.officer, self.motion, self.ballot(Choice.FOR))
        return self.motion


def seat_councillor(session: Session, person: Person, *, name: str) -> OfficeTerm:
    """Put somebody on the council since May, in the next seat, and say that the account is theirs."""
    seat = f"{len(members_on(session, SINCE)) + 1:02}"
    facts = TermFacts(role=OfficeRole.MEMBER, name=name, ward="Abbey", seat=seat, group_name="Labour", from_on=SINCE)
    term = add_term(session, SYSTEM, facts)
    link_account(session, SYSTEM, term.holder, person.id, version=term.holder.version)
    return term


def call(session: Session, *days: date) -> None:
    """Let the council have meetings on these days."""
    for day in days:
        if meeting_on(session, day) is None:
            session.add(Meeting(held_on=day))
    session.flush()


def begin(session: Session, *, title: str = "Stop live facial recognition") -> Story:
    """Make the people and a draft of three clauses with proposer, seconder and a co-drafter."""
    names = {
        "proposer": ("Cllr Ada Proposer", Role.COUNCILLOR),
        "seconder": ("Cllr Ben Seconder", Role.COUNCILLOR),
        "drafter": ("Cllr Cy Drafter", Role.COUNCILLOR),
        "other": ("Cllr Di Other", Role.COUNCILLOR),
        "officer": ("Eve Officer", Role.OFFICER),
    }
    people = {part: make_person(session, role, name=name) for part, (name, role) in names.items()}
    for part, (name, role) in names.items():
        if role is Role.COUNCILLOR:
            seat_councillor(session, people[part], name=name)
    actors = {part: actor_for(session, person) for part, person in people.items()}
    call(session, MEETING)
    motion = start_draft(session, actors["proposer"], title=title, meeting_on=MEETING)
    story = Story(session=session, motion=motion, people=people, **actors)
    for place, section in enumerate(Section):
        add_clause(
            session, story.proposer, motion, key=f"C-{motion.id}-{place}", section=section, text=f"Clause of {section}."
        )
    name_seconder(session, story.proposer, motion, people["seconder"].id, version=motion.version)
    invite_drafter(session, story.proposer, motion, people["drafter"].id)
    return story
