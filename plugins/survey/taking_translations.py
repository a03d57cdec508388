"""A file of translations is taken into a draft: what fits is, and everything else is told with its place."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity
from consult.sdk.messages import gettext as _
from consult.sdk.texts import clean_line, clean_text
from plugins.survey import services
from plugins.survey.definition import Definition
from plugins.survey.readings import with_title
from plugins.survey.translating import Given, Translation, digest_of, translations_of, with_translations
from plugins.survey.translation_files import Row


@dataclass
class Report:
    """What became of a file: what was taken, how much stood there already or was empty, and a line for the rest."""

    given: dict[str, Given] = field(default_factory=dict)
    same: int = 0
    empty: int = 0
    lines: list[tuple[str, str]] = field(default_factory=list)


def take_translations(session: Session, actor: Actor, activity: Activity, language: str, rows: Sequence[Row]) -> Report:
    """Take the rows of a file into the draft, all that fit or, where the result cannot be saved, none.

    The draft is locked before anything is compared, so nothing that somebody else typed since is replaced.
    """
    reports: list[Report] = []

    def edit(draft: Definition) -> Definition:
        reports.append(compare(with_title(draft, activity.title), language, rows))
        return with_translations(draft, language, reports[-1].given)

    services.change_draft(session, actor, activity, edit)
    return reports[-1]


def compare(definition: Definition, language: str, rows: Sequence[Row]) -> Report:
    """Return what of a file can be taken into a definition, and why the rest cannot."""
    there = {each.place: each for each in translations_of(definition, language)}
    report, seen_places = Report(), set[str]()
    for row in rows:
        current = there.get(row.place)
        if current is None:
            report.lines.append((row.place, _("There is no such text in this survey, so it was not taken.")))
        elif row.place in seen_places:
            report.lines.append((row.place, _("It stands in the file twice. Only the first was looked at.")))
        else:
            _take(report, current, row)
        seen_places.add(row.place)
    return report


def _take(report: Report, current: Translation, row: Row) -> None:
    words = clean_line(row.words) if current.found.is_line else clean_text(row.words).strip()
    if not words:
        report.empty += 1
    elif words == current.words:
        report.same += 1
    elif (fault := _fault_of(current, row, words)) != "":
        report.lines.append((current.called, fault))
    else:
        report.given[current.place] = Given(words, row.made_from)
        if row.made_from != digest_of(current.source):
            said = _("It was taken, but the original has changed since the file was made. Look at it again.")
            report.lines.append((current.called, said))


def _fault_of(current: Translation, row: Row, words: str) -> str:
    if len(words) > current.found.longest:
        longest = f"{current.found.longest:,}"
        return _("It is longer than %(longest)s characters, so it was not taken.", longest=longest)
    if digest_of(current.words) != row.seen and (row.seen or current.words):
        return _("Its translation was changed here since the file was made, so it was not taken.")
    if not _is_intact(current, row):
        return _(
            "The spreadsheet made “%(shown)s” of its original, so it was not taken. Type it here, or have the columns "
            "read as text when the file is opened.",
            shown=row.shown,
        )
    return ""


def _is_intact(current: Translation, row: Row) -> bool:
    """Whether a table has the original as it was written; what became a date there became one in both languages."""
    kept = clean_text(row.shown).strip()
    return not kept or row.made_from == digest_of(kept) or kept.split() == current.source.split()
