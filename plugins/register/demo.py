"""The real figures of 2020 to 2024, as the Metropolitan Police Service published them, and one invented plan."""

from collections.abc import Mapping
from datetime import timedelta
from importlib.resources import files

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import SYSTEM, Actor
from consult.sdk.database import clock, database_now
from consult.sdk.files import take_file
from plugins.register.accuracy_imports import ACCURACY_FILE
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.lifecycle import State
from plugins.register.models import Deployment
from plugins.register.services import Plan, announce

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
    if session.scalar(select(Deployment.id).where(Deployment.stage == State.PLANNED).limit(1)) is None:
        announce(
            session,
            SYSTEM,
            Plan(
                held_on=clock.london(database_now(session)).date() + timedelta(days=30),
                location="Stratford station (invented)",
                ward="Stratford",
                operator="Invented police unit",
                purpose="Invented for demonstration",
            ),
        )
