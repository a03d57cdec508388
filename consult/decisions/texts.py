"""The first draft of “we asked, you said, we did”, written from what is known."""

from collections.abc import Sequence
from dataclasses import dataclass

from consult.consultations.models import Consultation
from consult.decisions.models import Disposition, Issue
from consult.disclosure.rules import ORDINARY, RESPONSES
from consult.kernel import clock
from consult.kernel.messages import gettext as _


@dataclass(frozen=True)
class Texts:
    """The three texts."""

    asked: str
    said: str
    did: str


def suggest_texts(consultation: Consultation, issues: Sequence[Issue], received: int) -> Texts:
    """Write the three texts from the consultation, its issues, and how many took part.

    How many raised an issue is not told: it would be another exact count beside the published numbers.
    """
    return Texts(asked=_asked(consultation), said=_said(issues, received), did=_did(issues))


def _asked(consultation: Consultation) -> str:
    period = ""
    if consultation.opens_at and consultation.closes_at:
        first, last = (clock.london(moment) for moment in (consultation.opens_at, consultation.closes_at))
        period = _(
            "\n\nYou could answer from %(day)s %(first)s to %(day_2)s %(last)s.",
            day=first.day,
            first=f"{first:%B %Y}",
            day_2=last.day,
            last=f"{last:%B %Y}",
        )
    return f"{consultation.summary.strip()}{period}"


def _said(issues: Sequence[Issue], received: int) -> str:
    lines = [_("We received %(about)s.", about=ORDINARY.about(received, RESPONSES))]
    if issues:
        lines.append(_("These points were raised:"))
        lines.append("\n".join(f"- {issue.title}" for issue in issues))
    return "\n\n".join(lines)


def _did(issues: Sequence[Issue]) -> str:
    by_disposition = {
        disposition: [issue for issue in issues if issue.disposed is disposition] for disposition in Disposition
    }
    sentences = {
        Disposition.CHANGED: _("We changed something because of these points:"),
        Disposition.NEW_OPTION: _("We added an option because of these points:"),
        Disposition.ANALYSIS_IMPROVED: _("We improved our analysis because of these points:"),
        Disposition.FACT_CORRECTED: _("We corrected a fact because of these points:"),
        Disposition.NOT_CHANGED: _("We did not change anything because of these points. The reason is given below:"),
        Disposition.OUT_OF_SCOPE: _("These points are outside this consultation:"),
        Disposition.ALREADY_SO: _("What these points ask for is already so:"),
    }
    parts = [
        sentences[disposition] + "\n\n" + "\n".join(f"- {_outcome(issue)}" for issue in found)
        for disposition, found in by_disposition.items()
        if found
    ]
    return "\n\n".join(parts)


def _outcome(issue: Issue) -> str:
    if issue.changed_paragraph:
        return _("%(title)s (%(paragraph)s)", title=issue.title, paragraph=issue.changed_paragraph)
    if issue.who_can_act:
        return _("%(title)s (who can act: %(who)s)", title=issue.title, who=issue.who_can_act)
    return issue.title
