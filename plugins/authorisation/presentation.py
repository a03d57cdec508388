"""A case as people read it: what of it is public now, and rows of labels and words."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from consult.sdk.database import database_now
from consult.sdk.messages import gettext as _
from consult.sdk.records import Shown, shown
from consult.sdk.texts import local_datetime
from plugins.authorisation.course import COURSE
from plugins.authorisation.lifecycle import EXEMPTIONS, State
from plugins.authorisation.models import Case
from plugins.authorisation.records import MINUTE, PARAGRAPH
from plugins.authorisation.regime_models import Regime
from plugins.authorisation.sections import SECTIONS


def is_public(case: Case, now: datetime) -> bool:
    """Whether everybody may read what the case is about."""
    return case.public_at <= now


def public_state(session: Session, case: Case) -> State:
    """Return where the case stands as far as the public knows."""
    told = [step.stands_at for step in COURSE.timeline(session, case) if step.stands_at is not None]
    return told[-1] if told else State.DRAFT


def withheld_words(case: Case) -> str:
    """Return what is said in place of a case that is withheld."""
    return _(
        "Withheld under %(exemption)s until %(until)s",
        exemption=EXEMPTIONS.get(case.exemption, case.exemption),
        until=local_datetime(case.public_at),
    )


def shown_minutes(session: Session, case: Case) -> list[Shown]:
    """Return the words of each step that is public now, the newest first."""
    told = {step.number for step in COURSE.timeline(session, case) if step.stands_at is not None}
    minutes = [minute for minute in case.minutes if minute.step_id in told]
    return list(reversed(shown(session, MINUTE, minutes).values()))


def shown_sections(session: Session, case: Case, *, with_restricted: bool) -> list[tuple[str, Shown]]:
    """Return the newest text of each section that may be read, in their order."""
    newest = case.newest
    wanted = [
        (section.title, newest[key])
        for key, section in SECTIONS.items()
        if key in newest and (with_restricted or not section.is_restricted)
    ]
    read = shown(session, PARAGRAPH, [paragraph for _title, paragraph in wanted])
    return [(title, read[str(paragraph.id)]) for title, paragraph in wanted]


def plan_rows(case: Case) -> Sequence[tuple[str, str]]:
    """Return where, when and for which use, as far as it is written."""
    rows = [
        (_("Operation"), case.operation),
        (_("Place"), case.place),
        (_("Ward"), case.ward),
        (_("Use"), str(case.regime.use_cases.get(case.use_case, ""))),
        (_("Rules"), _rules_of(case.regime)),
        (_("Start"), local_datetime(case.starts_at) if case.starts_at else ""),
        (_("End"), local_datetime(case.ends_at) if case.ends_at else ""),
        (_("Applied for by"), case.applicant_post),
        (_("Authority ends"), local_datetime(case.authority_ends_at) if case.authority_ends_at else ""),
        (_("To be ratified in writing by"), local_datetime(case.ratify_by) if case.ratify_by else ""),
    ]
    return [(label, words) for label, words in rows if words]


def _rules_of(regime: Regime) -> str:
    said = {"title": regime.title, "code": regime.code, "source": regime.source}
    return _("%(title)s, version %(code)s (%(source)s)", **said)


def heading_of(session: Session, case: Case) -> str:
    """Return number and operation, or the number alone while the case is withheld."""
    return f"{case.number}: {case.operation}" if is_public(case, database_now(session)) else case.number
