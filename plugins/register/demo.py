"""The real figures of 2020 to 2024, as the Metropolitan Police Service published them."""

from collections.abc import Mapping
from importlib.resources import files

from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.files import take_file
from plugins.register.accuracy_imports import ACCURACY_FILE
from plugins.register.imports import DEPLOYMENTS_FILE

DATA = files("plugins.register") / "data"


def make_demo(session: Session, _actors: Mapping[str, Actor]) -> None:
    """Fill the register; what is there already stays as it is."""
    for declared, file in (
        (DEPLOYMENTS_FILE, "met-lfr-deployments-2020-2024.csv"),
        (ACCURACY_FILE, "npl-equitability-2023.csv"),
    ):
        report = take_file(session, SYSTEM, declared, (DATA / file).read_bytes())
        if report.faults:
            raise ValueError(report.faults[0])
