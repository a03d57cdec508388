"""The deployments, and every version of them, as public registers: files, feeds and data packages."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, case, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Column, Register
from consult.sdk.references import Link
from plugins.register.accuracy_registers import ACCURACY, ACCURACY_VERSIONS
from plugins.register.citations import link_to_deployment
from plugins.register.figures import FIGURES, Values
from plugins.register.lifecycle import STAGES
from plugins.register.models import OF_DEPLOYMENTS, Deployment, DeploymentType, Version

_OPEN_WHILE_WITHHELD = frozenset({"number", "is_withheld", "exemption", "withheld_until", "version"})
COLUMNS = (
    Column(name="number", label=_l("Number"), is_public=True),
    Column(
        name="stage", label=_l("Stage"), kind="code", is_public=True, values={stage: stage.label for stage in STAGES}
    ),
    Column(
        name="deployment_type",
        label=_l("With what"),
        kind="code",
        is_public=True,
        values={kind: kind.label for kind in DeploymentType},
    ),
    *(Column(name=figure.name, label=figure.label, kind=figure.kind, is_public=True) for figure in FIGURES),
    Column(name="deployment_id", label=_l("Number that the source gives it"), is_public=True),
    Column(name="version", label=_l("Version"), kind="number", is_public=True),
    Column(name="is_withheld", label=_l("Withheld"), kind="yes_no", is_public=True),
    Column(name="exemption", label=_l("Exemption"), is_public=True),
    Column(name="withheld_until", label=_l("Withheld until"), kind="date", is_public=True),
)
_ATTRIBUTES = {column.name: column.name for column in COLUMNS} | {"date": "held_on", "deployment_id": "key"}


def cells_of(deployment: Deployment) -> Values:
    """Return what the public reads of a row: of one that is withheld, its number, the exemption and when that ends."""
    return {
        name: getattr(deployment, attribute) if name in _OPEN_WHILE_WITHHELD or not deployment.is_withheld else None
        for name, attribute in _ATTRIBUTES.items()
    }


def _cells(_session: Session, rows: Sequence[Deployment]) -> Iterator[Values]:
    return map(cells_of, rows)


def _open(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Return a column as it is found: nobody finds a row by what is withheld of it."""
    return case((Deployment.is_withheld.is_(False), column))


DEPLOYMENTS = Register(
    name="register.deployments",
    title=_l("Deployments of live facial recognition"),
    summary=_l("One row for each place and day: what was published of it, with the corrections that were made since."),
    licence=OPEN_GOVERNMENT,
    columns=COLUMNS,
    key=Deployment.id,
    rows=lambda _session: select(Deployment),
    cells=_cells,
    link=link_to_deployment,
    changed=lambda deployment: deployment.changed_at,
    filters={"stage": _open(Deployment.stage), "date": _open(Deployment.held_on), "ward": _open(Deployment.ward)},
)


def _versions(_session: Session) -> Select[Version]:
    return (
        select(Version)
        .join(Version.deployment)
        .where(Deployment.is_withheld.is_(False))
        .options(joinedload(Version.deployment))
    )


def _version_cells(_session: Session, versions: Sequence[Version]) -> Iterator[Values]:
    for version in versions:
        yield {
            "number": version.deployment.number,
            "version": version.number,
            "cause": version.cause,
            "made_at": version.made_at,
            "reason": version.reason,
            "location": version.deployment.location,
            "ward": version.deployment.ward,
            "date": version.deployment.held_on,
        }


def _version_link(version: Version) -> Link:
    title = _("%(number)s, version %(version)s", number=version.deployment.number, version=version.number)
    parts = {"number": version.deployment.number, "version": version.number}
    return Link(title=title, endpoint="register.version", parts=parts)


VERSIONS = Register(
    name="register.versions",
    title=_l("New deployments and corrections"),
    summary=_l("Every version of every row: as it was published, and each correction with its reason."),
    licence=OPEN_GOVERNMENT,
    columns=(
        Column(name="number", label=_l("Number"), is_public=True),
        Column(name="version", label=_l("Version"), kind="number", is_public=True),
        Column(
            name="cause",
            label=_l("Why"),
            kind="code",
            is_public=True,
            values={cause: cause.label for cause in OF_DEPLOYMENTS},
        ),
        Column(name="made_at", label=_l("Since"), kind="moment", is_public=True),
        Column(name="reason", label=_l("Reason"), is_public=True),
        Column(name="location", label=_l("Place"), is_public=True),
        Column(name="ward", label=_l("Ward"), is_public=True),
        Column(name="date", label=_l("Day"), kind="date", is_public=True),
    ),
    key=Version.id,
    rows=_versions,
    cells=_version_cells,
    link=_version_link,
    changed=lambda version: version.made_at,
    filters={"cause": Version.cause, "made_at": Version.made_at, "ward": Deployment.ward},
)
REGISTERS = (DEPLOYMENTS, VERSIONS, ACCURACY, ACCURACY_VERSIONS)
