"""Signed assessments as a public register: one row for each version that everybody can read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Column, Register
from consult.sdk.references import Link
from plugins.impact.assessments.catalogue import FORMS
from plugins.impact.assessments.models import Assessment, AssessmentVersion
from plugins.impact.assessments.terms import Standing

PUBLIC = (Standing.SIGNED, Standing.SUPERSEDED)
COLUMNS = (
    Column(name="number", label=_l("Number"), is_public=True),
    Column(
        name="form",
        label=_l("Which assessment"),
        kind="code",
        is_public=True,
        values={form.code: form.title for form in FORMS.values()},
    ),
    Column(name="title", label=_l("What it assesses"), is_public=True),
    Column(name="version", label=_l("Version"), kind="number", is_public=True),
    Column(
        name="state",
        label=_l("Where it stands"),
        kind="code",
        is_public=True,
        values={standing.value: standing.label for standing in PUBLIC},
    ),
    Column(name="reason", label=_l("Why this version was begun"), is_public=True),
    Column(name="signed_at", label=_l("Signed on"), kind="moment", is_public=True),
    Column(name="signed_name", label=_l("Signed by"), is_public=True),
    Column(name="signed_post", label=_l("Rank and command"), is_public=True),
)


def _rows(_session: Session) -> Select[AssessmentVersion]:
    found = select(AssessmentVersion).join(AssessmentVersion.assessment).where(AssessmentVersion.signed_at.is_not(None))
    return found.options(contains_eager(AssessmentVersion.assessment).options(selectinload(Assessment.versions)))


def _cells(_session: Session, versions: Sequence[AssessmentVersion]) -> Iterator[Mapping[str, object]]:
    return (
        {
            "number": version.assessment.number,
            "form": version.assessment.form,
            "title": version.assessment.title,
            "version": version.number,
            "state": version.stands_at.value,
            "reason": version.reason,
            "signed_at": version.signed_at,
            "signed_name": version.signed_name,
            "signed_post": version.signed_post,
        }
        for version in versions
    )


def _link(version: AssessmentVersion) -> Link:
    return Link(
        title=_("%(number)s, version %(version)s", number=version.assessment.number, version=version.number),
        endpoint="impact_public.version",
        parts={"number": version.assessment.number, "version": version.number},
    )


def _changed(version: AssessmentVersion) -> datetime:
    later = [made for made in version.assessment.versions if made.is_published and made.number > version.number]
    moment = (later[0] if later else version).signed_at
    if moment is None:
        raise ValueError(version.id)
    return moment


SIGNED_ASSESSMENTS = Register(
    name="impact.assessments",
    title=_l("Signed impact assessments"),
    summary=_l("Each version of a community or equality impact assessment that was signed: by whom, when, and why."),
    licence=OPEN_GOVERNMENT,
    columns=COLUMNS,
    key=AssessmentVersion.id,
    rows=_rows,
    cells=_cells,
    link=_link,
    changed=_changed,
    filters={"form": Assessment.form, "state": AssessmentVersion.state, "signed_at": AssessmentVersion.signed_at},
)
