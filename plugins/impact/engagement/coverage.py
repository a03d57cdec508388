"""Who was reached: bodies counted by how they were engaged, and each part of the community against the baseline."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from consult.sdk.database import deployment_of
from consult.sdk.messages import gettext as _
from consult.sdk.population import WARD, PopulationFigure, figures
from plugins.impact.assessments.models import Assessment
from plugins.impact.engagement.models import Contact, Engagement, GapAnswer, Voice
from plugins.impact.engagement.terms import ASKED, BODIES, HEARD, PROTECTED


@dataclass(frozen=True)
class Counts:
    """How many bodies were invited, told, consulted, co-designed and responded, and how many people and residents came.

    A body counts once in each, however often it was engaged.
    """

    invited: int
    told: int
    consulted: int
    codesigned: int
    responded: int
    present: int
    residents: int


@dataclass(frozen=True)
class CoverageRow:
    """A part of the community: how many people it is, which bodies for it were told or heard, and what was done."""

    dimension: str
    category: str
    label: str
    people: int | None
    invited: int
    told: int
    heard: int
    done: str

    @property
    def is_missing(self) -> bool:
        """Whether nobody who speaks for it was heard."""
        return not self.heard


@dataclass(frozen=True)
class Coverage:
    """The counts, and every part of the community by dimension: characteristics, wards, kinds of body, communities."""

    counts: Counts
    rows: Mapping[str, Sequence[CoverageRow]]

    @property
    def missing(self) -> list[CoverageRow]:
        """The parts that were not heard."""
        return [row for rows in self.rows.values() for row in rows if row.is_missing]


Part = tuple[str, str, int | None]


def engagements_of(session: Session, assessment: Assessment) -> Sequence[Engagement]:
    """Return the engagements about an assessment, in the order of their days."""
    whole = (selectinload(Engagement.invitations), selectinload(Engagement.voices).joinedload(Voice.contact))
    query = select(Engagement).where(Engagement.assessment_id == assessment.id).options(*whole)
    return session.scalars(query.order_by(Engagement.held_on, Engagement.id)).all()


def coverage_of(session: Session, assessment: Assessment) -> Coverage:
    """Return who was reached about an assessment, and who is missing."""
    held = engagements_of(session, assessment)
    baseline = figures(session)
    done = _answers(session, assessment)
    invited = {invitation.contact_id: invitation.contact for each in held for invitation in each.invitations}
    parts: dict[str, list[Part]] = {
        "characteristic": _characteristics(),
        "ward": _wards(session, baseline),
        "body": [(code, str(words), None) for code, words in BODIES.items()],
        "community": [
            (row.category, row.category, row.count) for row in baseline if row.variable not in {WARD, "total"}
        ],
    }
    rows = {
        dimension: [
            _row(dimension, part, list(invited.values()), held, done.get((dimension, part[0]), "")) for part in listed
        ]
        for dimension, listed in parts.items()
    }
    return Coverage(_counts(held, len(invited)), rows)


def _answers(session: Session, assessment: Assessment) -> dict[tuple[str, str], str]:
    query = select(GapAnswer).where(GapAnswer.assessment_id == assessment.id).order_by(GapAnswer.id)
    return {(answer.dimension, answer.category): answer.done for answer in session.scalars(query)}


def _characteristics() -> list[Part]:
    return [(code, str(words), None) for code, words in PROTECTED.items()]


def _wards(session: Session, baseline: Sequence[PopulationFigure]) -> list[Part]:
    imported = [row.category for row in baseline if row.variable == WARD]
    names = imported or list(deployment_of(session).settings.council.areas)
    return [(name, name, None) for name in names]


_SPEAKS_FOR: Mapping[str, Callable[[Contact], Iterable[str]]] = {
    "characteristic": lambda contact: contact.characteristics,
    "ward": lambda contact: contact.wards,
    "body": lambda contact: (contact.kind,),
    "community": lambda contact: contact.communities,
}


def _row(dimension: str, part: Part, invited: Sequence[Contact], held: Sequence[Engagement], done: str) -> CoverageRow:
    category, label, people = part
    came = [(mode, voice) for mode, voice in _came(held) if _speaks(dimension, category, voice)]
    return CoverageRow(
        dimension=dimension,
        category=category,
        label=label,
        people=people,
        invited=sum(category in _SPEAKS_FOR[dimension](contact) for contact in invited),
        told=len({_body(voice) for mode, voice in came if mode not in ASKED}),
        heard=len({_body(voice) for mode, voice in came if mode in ASKED}),
        done=done,
    )


def _came(held: Sequence[Engagement]) -> list[tuple[str, Voice]]:
    return [(each.mode, voice) for each in held for voice in each.voices if voice.view in HEARD]


def _speaks(dimension: str, category: str, voice: Voice) -> bool:
    if dimension == "body":
        return voice.kind == category
    return voice.contact is not None and category in _SPEAKS_FOR[dimension](voice.contact)


def _body(voice: Voice) -> object:
    return voice.contact_id or voice.name


def _counts(held: Sequence[Engagement], invited: int) -> Counts:
    came = _came(held)

    def bodies(mode: str) -> int:
        return len({_body(voice) for held_as, voice in came if held_as == mode})

    return Counts(
        invited=invited,
        told=bodies("told"),
        consulted=bodies("consulted"),
        codesigned=bodies("codesigned"),
        responded=len({_body(voice) for _mode, voice in came if voice.view != "none" or voice.said}),
        present=sum(voice.present for _mode, voice in came),
        residents=sum(voice.residents for _mode, voice in came),
    )


def title_of(dimension: str) -> str:
    """Return what a dimension is called."""
    return {
        "characteristic": _("Protected characteristics"),
        "ward": _("Wards"),
        "body": _("Kinds of body"),
        "community": _("Communities, by the census"),
    }[dimension]
