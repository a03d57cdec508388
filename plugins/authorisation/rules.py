"""What must be so before a case moves on: each rule with its name, and a sentence for each thing that is missing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import ANONYMOUS, Actor
from consult.sdk.activities import Activity, Consultation
from consult.sdk.database import clock, database_now, deployment_of
from consult.sdk.errors import Conflict
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.office import OfficeRole, OfficeTerm, Rank, term_of_account
from consult.sdk.references import Link, Reference, links, reference_to, references_to
from consult.sdk.requirements import Unmet, unmet
from plugins.authorisation.applicants import applicants_of
from plugins.authorisation.models import Case
from plugins.authorisation.regimes import is_of_rank, regime_on
from plugins.authorisation.sections import (
    AFTERWARDS,
    APPLICATION,
    DOCUMENTS,
    INTELLIGENCE,
    LIST_BUILT,
    NOTICE,
    SECTIONS,
)
from plugins.authorisation.views_about import ViewToWeigh, count_views, views_to_weigh

ASSESSMENT = "impact_assessment"
NEEDED = {
    "impact.assessment_signed": _l("The community impact assessment is signed"),
    "impact.bodies_heard": _l("Each body that was contacted has an outcome"),
}
FOLLOWED = {"impact.followed_up": _l("Each measure was followed up after the deployment")}
DEPLOYMENTS = "register_"
AT_A_GLANCE = 10
Missing = Sequence[Unmet]
Check = Callable[[Session, Actor, Case], Missing]


class NotReady(Conflict):
    """The case cannot move yet; `missing` names each thing."""

    default = _l("This step cannot be recorded yet.")

    def __init__(self, missing: Missing) -> None:
        super().__init__()
        self.missing = list(missing)


@dataclass(frozen=True)
class Rule:
    """Something that must be so before a move: its title for people, and what is missing of it.

    `at_a_glance` says the same in fewer lines, for pages; whoever is refused a move reads all that is missing.
    """

    title: str
    missing: Check
    at_a_glance: Check | None = None


def _page(case: Case, title: str, page: str, blueprint: str = "authorisation_staff", **parts: object) -> Link:
    return Link(title=title, endpoint=f"{blueprint}.{page}", parts={"case_id": case.id, **parts})


def today(session: Session) -> date:
    """Return the day that it is in London, by the database's clock."""
    return clock.london(database_now(session)).date()


def term_of(session: Session, actor: Actor) -> OfficeTerm | None:
    """Return the post that an officer holds in the police today, by the list of people in office."""
    if actor.person_id is None:
        return None
    return term_of_account(session, actor.person_id, OfficeRole.POLICE, today(session))


def _plan_is_whole(_session: Session, _actor: Actor, case: Case) -> Missing:
    wanted = {
        _("The case names no place."): case.place,
        _("The case says no use case."): case.use_case in case.regime.use_cases,
        _("The case says not when it would start and end."): case.starts_at and case.ends_at,
    }
    link = _page(case, _("Write the plan"), "plan")
    return [Unmet(sentence, link) for sentence, is_there in wanted.items() if not is_there]


def _rules_hold(session: Session, _actor: Actor, case: Case) -> Missing:
    now_in_force = regime_on(session, today(session))
    if case.regime_id == now_in_force.id:
        return []
    changed = _(
        "The rules changed after the plan was written: “%(title)s” are in force. Return the case to the applicant, who "
        "writes the plan under them.",
        title=now_in_force.title,
    )
    return [Unmet(changed, _page(case, _("Write the plan"), "plan"))]


def _is_written(case: Case, *keys: str) -> list[Unmet]:
    newest = case.newest
    return [
        Unmet(
            _("“%(title)s” is not written.", title=SECTIONS[key].title),
            _page(case, _("Write “%(title)s”", title=SECTIONS[key].title), "write", section=key),
        )
        for key in keys
        if key not in newest or not newest[key].text
    ]


def _intelligence_is_written(_session: Session, _actor: Actor, case: Case) -> Missing:
    missing = _is_written(case, INTELLIGENCE.key)
    if not case.sources:
        missing.append(
            Unmet(_("The intelligence case has no graded source."), _page(case, _("Add a source"), "source"))
        )
    return missing


def _assessment_is_signed(session: Session, _actor: Actor, case: Case) -> Missing:
    if not _assessments(case):
        link = _page(case, _("Say what the case stands on"), "foundation")
        return [Unmet(_("The case stands on no community impact assessment."), link)]
    return [gap for assessment in _assessments(case) for gap in unmet(session, assessment, NEEDED)]


def _assessments(case: Case) -> list[Reference]:
    return [foundation.reference for foundation in case.rests_on if foundation.kind == ASSESSMENT]


def _documents_are_in_date(session: Session, _actor: Actor, case: Case) -> Missing:
    in_date = {document.kind for document in case.documents if document.review_on >= today(session)}
    known = {document.kind for document in case.documents}
    return [
        Unmet(
            _("The %(title)s is out of date.", title=title.lower())
            if kind in known
            else _("No %(title)s is linked.", title=title.lower()),
            _page(case, _("Link the %(title)s", title=title.lower()), "document"),
        )
        for kind, title in DOCUMENTS.items()
        if kind not in in_date
    ]


def _application_is_complete(_session: Session, _actor: Actor, case: Case) -> Missing:
    return _is_written(case, *(section.key for section in APPLICATION))


def _foundations_are_known(session: Session, actor: Actor, case: Case) -> Missing:
    known = links(session, actor, [foundation.reference for foundation in case.rests_on])
    kinds = deployment_of(session).registry.references
    missing: list[Unmet] = []
    for foundation in case.rests_on:
        link = _page(case, _("Look at what the case stands on"), "foundation")
        if foundation.kind not in kinds:
            gone = _(
                "“%(title)s” cannot be looked at, because its plugin is switched off: nobody can say which views about "
                "it are not considered.",
                title=foundation.title,
            )
            missing.append(Unmet(gone, link))
        elif foundation.reference not in known:
            gone = _("“%(title)s”, on which the case stands, was taken down or deleted.", title=foundation.title)
            missing.append(Unmet(gone, link))
        elif foundation.kind == Consultation.__tablename__:
            missing += _plugins_of(session, foundation.target_id)
    return missing


def _plugins_of(session: Session, consultation_id: int) -> Missing:
    """Return which ways of taking part in a consultation nobody can ask, because their plugin is switched off."""
    there = deployment_of(session).registry.activities
    activities = session.scalars(select(Activity).where(Activity.consultation_id == consultation_id))
    return [
        Unmet(
            _(
                "What was sent to “%(title)s” cannot be looked at: its plugin “%(plugin)s” is switched off.",
                title=activity.title,
                plugin=activity.kind,
            )
        )
        for activity in activities
        if activity.kind not in there
    ]


def _views_are_considered(session: Session, _actor: Actor, case: Case) -> Missing:
    return _stands_on_nothing(case) or _not_considered(case, views_to_weigh(session, case, only_open=True))


def _first_not_considered(session: Session, _actor: Actor, case: Case) -> Missing:
    if nothing := _stands_on_nothing(case):
        return nothing
    # Those that nobody considered come first, as on the page of views beside it.
    first = views_to_weigh(session, case, at_most=AT_A_GLANCE)
    missing = _not_considered(case, [view for view in first if not view.is_considered])
    left = count_views(session, case).open - len(missing)
    if left:
        sentence = ngettext(
            "%(num)s more view has not been considered.", "%(num)s more views have not been considered.", left
        )
        missing.append(Unmet(sentence, _page(case, _("Read the views to weigh"), "case", _anchor="views")))
    return missing


def _stands_on_nothing(case: Case) -> Missing:
    if case.rests_on:
        return []
    link = _page(case, _("Say what the case stands on"), "foundation")
    return [Unmet(_("The case stands on nothing, so no view can be considered."), link)]


def _not_considered(case: Case, views: Sequence[ViewToWeigh]) -> list[Unmet]:
    return [
        Unmet(
            _("“%(title)s” from %(put_by)s changed after it was considered.", title=title, put_by=view.viewpoint.put_by)
            if view.considered
            else _("“%(title)s” from %(put_by)s has not been considered.", title=title, put_by=view.viewpoint.put_by),
            _page(
                case,
                _("Consider “%(title)s”", title=title),
                "consider",
                "authorisation_steps",
                kind=view.viewpoint.reference.kind,
                number=view.viewpoint.reference.id,
            ),
        )
        for view in views
        for title in [view.viewpoint.link.title]
    ]


def _is_not_the_applicant(session: Session, actor: Actor, case: Case) -> Missing:
    if actor.person_id not in applicants_of(session, case):
        return []
    return [Unmet(_("You applied for this authority, so another officer must decide on it."))]


def _holds_rank(session: Session, actor: Actor, needed: Rank) -> Missing:
    term = term_of(session, actor)
    if is_of_rank(term.rank if term else None, needed):
        return []
    return [
        Unmet(
            _(
                "Only an officer of the rank of %(rank)s or above can do this, by the list of people in office.",
                rank=needed.label.lower(),
            )
        )
    ]


def _notice_is_written(_session: Session, _actor: Actor, case: Case) -> Missing:
    return _is_written(case, NOTICE.key)


def _list_is_fresh(session: Session, _actor: Actor, case: Case) -> Missing:
    missing = _is_written(case, LIST_BUILT.key)
    now, built, hours = database_now(session), case.newest.get(LIST_BUILT.key), case.regime.list_hours
    first = case.starts_at - timedelta(hours=hours) if case.starts_at else now
    if now < first:
        sentence = _("The watchlist is confirmed in the %(hours)s hours before the start, and not sooner.", hours=hours)
        missing.append(Unmet(sentence))
    elif built is not None and built.saved_at < first:
        sentence = _("The watchlist was built more than %(hours)s hours before the start. Build it again.", hours=hours)
        missing.append(Unmet(sentence))
    return missing


def _is_in_its_hours(session: Session, _actor: Actor, case: Case) -> Missing:
    now = database_now(session)
    if case.starts_at is not None and case.starts_at <= now and case.is_in_force(now):
        return []
    return [Unmet(_("It is outside the hours for which authority was recorded."))]


def _is_reviewed(_session: Session, _actor: Actor, case: Case) -> Missing:
    return _is_written(case, AFTERWARDS.key)


def _is_followed_up(session: Session, _actor: Actor, case: Case) -> Missing:
    return [gap for assessment in _assessments(case) for gap in unmet(session, assessment, FOLLOWED)]


def _result_is_public(session: Session, _actor: Actor, case: Case) -> Missing:
    citing = references_to(session, ANONYMOUS, reference_to(case))
    if any(cited.reference.kind.startswith(DEPLOYMENTS) for cited in citing):
        return []
    return [Unmet(_("No row of the public register of deployments names this case."))]


PLAN = Rule(_l("The plan says where, when and for which use"), _plan_is_whole)
RULES_HOLD = Rule(_l("The plan is written under the rules that are in force"), _rules_hold)
WRITTEN = Rule(_l("The intelligence case is written, from graded sources"), _intelligence_is_written)
SIGNED = Rule(
    _l("The community impact assessment is signed, and each body contacted has an outcome"), _assessment_is_signed
)
IN_DATE = Rule(_l("The standing documents are linked and in date"), _documents_are_in_date)
COMPLETE = Rule(_l("The application is complete"), _application_is_complete)
KNOWN = Rule(_l("All on which the case stands can be read"), _foundations_are_known)
CONSIDERED = Rule(_l("Every view has a considered answer"), _views_are_considered, _first_not_considered)
NOT_THE_APPLICANT = Rule(_l("Whoever decides did not apply"), _is_not_the_applicant)
OF_RANK = Rule(
    _l("Whoever decides has the rank"), lambda session, actor, case: _holds_rank(session, actor, case.regime.rank)
)
OF_URGENT_RANK = Rule(
    _l("Whoever decides has the rank for urgent cases"),
    lambda session, actor, case: _holds_rank(session, actor, case.regime.urgent_rank),
)
NOTICE_GIVEN = Rule(_l("Public notice was given"), _notice_is_written)
LIST_FRESH = Rule(_l("The watchlist was built shortly before the start"), _list_is_fresh)
IN_HOURS = Rule(_l("It is within the hours of the authority"), _is_in_its_hours)
AFTER = Rule(_l("The deployment was reviewed"), _is_reviewed)
FOLLOWED_UP = Rule(_l("What was promised to reduce harm was followed up"), _is_followed_up)
RESULT = Rule(_l("The result is in the public register"), _result_is_public)
