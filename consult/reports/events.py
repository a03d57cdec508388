"""Facts about reports."""

from dataclasses import dataclass

from consult.kernel.events import Event
from consult.kernel.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class ReportAsked(Event):
    """An officer asked another one to publish a report."""

    name = "reports.report_asked"
    sentence = _l("{actor} asked a second officer to publish version {number} of the report")

    number: int


@dataclass(frozen=True, kw_only=True)
class ReportRequestDropped(Event):
    """A report that was to be published is not: the request was taken back or sent back."""

    name = "reports.report_request_dropped"
    sentence = _l("{actor} dropped the request to publish a report")

    number: int


@dataclass(frozen=True, kw_only=True)
class ReportPublished(Event):
    """A version of the report was published: by a second officer, or anew without what had to go."""

    name = "reports.report_published"
    sentence = _l("{actor} published version {number} of the report")

    number: int


@dataclass(frozen=True, kw_only=True)
class ReportWithdrawn(Event):
    """A published version of the report was withdrawn, because it held what must not be read any more."""

    name = "reports.report_withdrawn"
    sentence = _l("Version {number} of the report was withdrawn, because some of it had to go")

    number: int


EVENTS: tuple[type[Event], ...] = (ReportAsked, ReportPublished, ReportRequestDropped, ReportWithdrawn)
