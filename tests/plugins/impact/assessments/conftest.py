"""Authors and signers of assessments, and assessments at each step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.contract.references import Reference
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.office.facts import TermFacts
from consult.office.models import OfficeRole, Rank
from consult.office.services import add_term, link_account
from plugins.impact.assessments import services, signing, withholding
from plugins.impact.assessments.catalogue import form_of
from plugins.impact.assessments.equality import PROTECTED
from plugins.impact.assessments.exemptions import Exemption
from plugins.impact.assessments.models import Assessment, Entry, Withholding
from plugins.impact.assessments.parts import Part
from tests.factories import actor_for, make_person

IMPACT = {
    "community": "Traders",
    "impact": "Fewer people come to the market.",
    "effect": "harm",
    "phase": "during",
    "likelihood": "4",
    "severity": "3",
}
TODAY = clock.london(clock.now()).date()
REVIEWED_ON = TODAY + timedelta(days=24)
SAMPLES = {"date": REVIEWED_ON.isoformat(), "number": 12, "line": "A line", "text": "Some words."}


def sample(part: Part) -> dict[str, object]:
    """Return something for everything that a part must say."""
    return {
        asked.key: SAMPLES.get(asked.kind) or next(iter(asked.options), "1") for asked in part.fields if asked.needed
    }


def make_police(
    session: Session, name: str = "Supt Ada Ferris", rank: Rank = Rank.SUPERINTENDENT, password: str | None = None
) -> Person:
    """Make an account of a police officer in office."""
    person = make_person(session, Role.AUTHORISING_OFFICER, password=password)
    clerk = actor_for(session, make_person(session, Role.ADMINISTRATOR))
    facts = TermFacts(role=OfficeRole.POLICE, name=name, rank=rank, command="North East BCU", from_on=date(2020, 1, 1))
    term = add_term(session, clerk, facts)
    link_account(session, clerk, term.holder, person.id, version=term.holder.version)
    return person


@dataclass
class Desk:
    """Who writes, who signs, and what they do."""

    session: Session
    author_person: Person
    signer_person: Person
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def author(self) -> Actor:
        """An officer who writes."""
        return actor_for(self.session, self.author_person)

    @property
    def signer(self) -> Actor:
        """A superintendent."""
        return actor_for(self.session, self.signer_person)

    def begin(self, form: str = "community") -> Assessment:
        """Begin an assessment."""
        return services.begin_assessment(self.session, self.author, form, "Cameras on the Broadway")

    def write(
        self, assessment: Assessment, key: str, content: Mapping[str, object], cites: tuple[Reference, ...] = ()
    ) -> Entry:
        """Add a row, or write a section anew."""
        part = form_of(assessment).find_part(key)
        section = None if part.is_list else self.section(assessment, key)
        latest = services.last_revision(self.session, section) if section else None
        return services.save_entry(
            self.session,
            self.author,
            assessment,
            part,
            section,
            content,
            cites,
            seen=latest.number if latest else 0,
        )

    def section(self, assessment: Assessment, key: str) -> Entry | None:
        """Return the entry of a section."""
        return services.entry_of_section(self.session, assessment, form_of(assessment).find_part(key))

    def fill(self, assessment: Assessment) -> Assessment:
        """Write all that must be there."""
        for part in form_of(assessment).parts:
            if part.key == "effects":
                for code in PROTECTED:
                    self.write(assessment, "effects", {**sample(part), "characteristic": code})
            elif part.is_needed:
                self.write(assessment, part.key, IMPACT if part.key == "impacts" else sample(part))
        return assessment

    def written(self, form: str = "community") -> Assessment:
        """Return a draft that lacks nothing."""
        return self.fill(self.begin(form))

    def sent(self, form: str = "community") -> Assessment:
        """Return one that is in review."""
        assessment = self.written(form)
        signing.send_for_review(self.session, self.author, assessment)
        return assessment

    def signed(self, form: str = "community") -> Assessment:
        """Return one that is signed."""
        assessment = self.sent(form)
        signing.sign(self.session, self.signer, assessment)
        return assessment

    def withhold(self, entry: Entry, field: str, passage: str, exemption: str = "s31") -> Withholding:
        """Withhold words from the public."""
        return withholding.withhold(
            self.session,
            self.author,
            entry,
            Exemption(
                field=field,
                passage=passage,
                exemption=exemption,
                reason="It would show where officers stand.",
            ),
        )

    def sign_again(self, assessment: Assessment, reason: str = "The hours changed.") -> None:
        """Send and sign the draft that is open, or begin one first."""
        if assessment.latest.is_published:
            signing.renew(self.session, self.author, assessment, reason)
        signing.send_for_review(self.session, self.author, assessment)
        signing.sign(self.session, self.signer, assessment)


@pytest.fixture
def desk(session: Session) -> Desk:
    """An author and a signer."""
    return make_desk(session)


def make_desk(session: Session) -> Desk:
    """Make an author and a signer."""
    return Desk(session, make_person(session, Role.OFFICER), make_police(session))
