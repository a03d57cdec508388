"""An assessment about which bodies are engaged."""

from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy.orm import Session

from plugins.impact.assessments.models import Assessment
from plugins.impact.engagement import services
from plugins.impact.engagement.contacts import ContactFacts, save_contact
from plugins.impact.engagement.models import Contact, Engagement, Voice
from plugins.impact.engagement.services import EngagementFacts, VoiceFacts
from tests.plugins.impact.assessments.conftest import Desk, make_desk

DAY = date(2026, 11, 20)


@dataclass
class Log:
    """An author, an assessment, and what is held about it."""

    session: Session
    desk: Desk
    assessment: Assessment

    def contact(self, name: str = "Stratford Mosque", kind: str = "faith", **more: list[str]) -> Contact:
        """Enter a body."""
        listed: dict[str, list[str]] = {"wards": [], "characteristics": [], "communities": [], **more}
        email = f"{name.split()[0].lower()}@example.org"
        facts = ContactFacts(
            name=name,
            kind=kind,
            wards=listed["wards"],
            characteristics=listed["characteristics"],
            communities=listed["communities"],
            contact_name="The secretary",
            email=email,
        )
        return save_contact(self.session, self.desk.author, None, facts)

    def held(self, mode: str = "consulted", title: str = "Ward panel", held_on: date = DAY) -> Engagement:
        """Enter an engagement."""
        facts = EngagementFacts(
            title=title, mode=mode, held_on=held_on, place="Town hall", question="What worries you?"
        )
        return services.save_engagement(self.session, self.desk.author, self.assessment, None, facts)

    def heard(
        self,
        engagement: Engagement,
        contact: Contact | None = None,
        view: str = "oppose",
        *,
        present: int = 5,
        residents: int = 3,
        **more: str,
    ) -> Voice:
        """Note what a body said."""
        name = contact.name if contact else more.pop("name", "Residents of the Broadway")
        kind = contact.kind if contact else more.pop("kind", "residents")
        facts = VoiceFacts(name=name, kind=kind, is_named=True, present=present, residents=residents, view=view, **more)
        return services.note_voice(self.session, self.desk.author, engagement, None, contact, facts)


@pytest.fixture
def log(session: Session) -> Log:
    """An assessment of which nothing lacks."""
    return make_log(session)


def make_log(session: Session) -> Log:
    """Make an assessment of which nothing lacks."""
    desk = make_desk(session)
    return Log(session, desk, desk.written())
