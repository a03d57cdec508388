"""The real figures of 2020 to 2024, as the Metropolitan Police Service published them."""

from collections.abc import Mapping
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.files import take_file
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.models import Deployment

DATA = files("plugins.register") / "data"


def make_demo(session: Session, _actors: Mapping[str, Actor]) -> None:
    """Fill the register, unless it is filled."""
    if session.scalar(select(Deployment.id).limit(1)) is None:
        report = take_file(session, SYSTEM, DEPLOYMENTS_FILE, (DATA / "met-lfr-deployments-2020-2024.csv").read_bytes())
        if report.faults:
            raise ValueError(report.faults[0])
