"""Where people stop, as officers read it: rounded down to tens, as nobody who did not send agreed to be counted."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.disclosure.permission import FEWEST
from consult.exports.charts import Bar, Line, bars
from consult.journey.for_all import pages_of_all
from consult.journey.stops import count_sent, stops_of
from consult.kernel.errors import NotFound
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.submissions.questionnaires import questionnaire_of


@dataclass(frozen=True)
class ShownStops:
    """What the page shows: how many sent and how many did not, and the latter by the last page that they saved.

    Of fewer people than are told of, there are no bars.
    """

    sent: str
    unsent: str
    bars: list[Bar]


def shown_stops(session: Session, activity: Activity) -> ShownStops:
    """Return where people stopped, page by page of the newest version; raises `NotFound` where nothing is asked."""
    asked = questionnaire_of(session, activity)
    if asked is None:
        raise NotFound
    stops = stops_of(session, activity.id)
    unsent = stops.total()
    lines = [_line(_("No page saved"), stops.pop("", 0))]
    lines += [_line(str(page.title), stops.pop(page.id, 0)) for page in pages_of_all(asked)]
    if stops:
        lines.append(_line(_("Other pages of earlier versions"), stops.total()))
    shown = bars(lines) if unsent >= FEWEST else []
    return ShownStops(number(count_sent(session, activity.id)), _rounded(unsent), shown)


def _line(label: str, people: int) -> Line:
    return Line(label, people // FEWEST * FEWEST or None, text=_rounded(people))


def _rounded(people: int) -> str:
    """Return a number rounded down, so that neither a sum nor another look later tells of one person."""
    if people < FEWEST:
        return _("fewer than %(fewest)s", fewest=FEWEST)
    return number(people // FEWEST * FEWEST)
