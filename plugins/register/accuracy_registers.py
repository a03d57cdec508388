"""The results of accuracy, and every version of them, as public registers: files, feeds and data packages."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.publishing import OPEN_GOVERNMENT, Column, Register
from consult.sdk.references import Link
from plugins.register.accuracy_columns import LABELS, NUMBERS, values_of_result
from plugins.register.accuracy_models import Accuracy, ResultVersion
from plugins.register.equitability import rate_of
from plugins.register.figures import Values
from plugins.register.models import OF_RESULTS

_RESULT = tuple(
    Column(name=name, label=label, kind="number" if name in NUMBERS else "text", is_public=True)
    for name, label in LABELS.items()
)
_INTERVAL = (
    Column(name="low", label=_l("Lower end of the 95% interval, in per cent"), kind="number", is_public=True),
    Column(name="high", label=_l("Upper end of the 95% interval, in per cent"), kind="number", is_public=True),
)
_NUMBER = Column(name="number", label=_l("Number"), kind="number", is_public=True)
_VERSION = Column(name="version", label=_l("Version"), kind="number", is_public=True)


def _ends(values: Values) -> Values:
    rate = rate_of(values)
    return {"low": None, "high": None} if rate is None else {"low": round(rate.low, 6), "high": round(rate.high, 6)}


def _cells(_session: Session, results: Sequence[Accuracy]) -> Iterator[Values]:
    for result in results:
        values: Values = {name: getattr(result, name) for name in LABELS}
        known_by = {"number": result.id, "version": result.version, "is_withdrawn": result.is_withdrawn}
        yield known_by | values | _ends(values)


def link_to_result(result: Accuracy) -> Link:
    """Return what a result is called, and its page."""
    title = _(
        "Result %(number)s: %(metric)s, %(subgroup)s (%(study)s)",
        number=result.id,
        metric=result.metric,
        subgroup=result.subgroup,
        study=result.study,
    )
    return Link(title=title, endpoint="register_results.show", parts={"result_id": result.id})


ACCURACY = Register(
    name="register.accuracy",
    title=_l("Accuracy by group"),
    summary=_l("Results of tests of facial recognition, for whom and at which settings, each with its source."),
    licence=OPEN_GOVERNMENT,
    columns=(
        _NUMBER,
        *_RESULT,
        *_INTERVAL,
        _VERSION,
        Column(name="is_withdrawn", label=_l("Withdrawn"), kind="yes_no", is_public=True),
    ),
    key=Accuracy.id,
    rows=lambda _session: select(Accuracy),
    cells=_cells,
    link=link_to_result,
    changed=lambda result: result.changed_at,
    filters={"study": Accuracy.study, "metric": Accuracy.metric, "subgroup": Accuracy.subgroup},
)


def _versions(_session: Session) -> Select[ResultVersion]:
    return select(ResultVersion).join(ResultVersion.result).options(joinedload(ResultVersion.result))


def _version_cells(_session: Session, versions: Sequence[ResultVersion]) -> Iterator[Values]:
    for version in versions:
        values = values_of_result(version.cells)
        told = {"cause": version.cause, "made_at": version.made_at, "reason": version.reason}
        yield {"number": version.result_id, "version": version.number} | told | values | _ends(values)


def _version_link(version: ResultVersion) -> Link:
    parts = {"result_id": version.result_id, "version": version.number}
    title = _(
        "Result %(number)s, version %(version)s: %(metric)s, %(subgroup)s",
        number=version.result_id,
        version=version.number,
        metric=version.result.metric,
        subgroup=version.result.subgroup,
    )
    return Link(title=title, endpoint="register_results.version", parts=parts)


ACCURACY_VERSIONS = Register(
    name="register.accuracy_versions",
    title=_l("New results of accuracy and corrections"),
    summary=_l("Every version of every result: as it was published, and each correction with its reason."),
    licence=OPEN_GOVERNMENT,
    columns=(
        _NUMBER,
        _VERSION,
        Column(
            name="cause",
            label=_l("Why"),
            kind="code",
            is_public=True,
            values={cause: cause.label for cause in OF_RESULTS},
        ),
        Column(name="made_at", label=_l("Since"), kind="moment", is_public=True),
        Column(name="reason", label=_l("Reason"), is_public=True),
        *_RESULT,
        *_INTERVAL,
    ),
    key=ResultVersion.id,
    rows=_versions,
    cells=_version_cells,
    link=_version_link,
    changed=lambda version: version.made_at,
    filters={"cause": ResultVersion.cause, "made_at": ResultVersion.made_at, "study": Accuracy.study},
)
