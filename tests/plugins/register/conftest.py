"""Files as the police publish them, and the register that they fill."""

from collections.abc import Sequence
from importlib.resources import files

import pytest
from sqlalchemy.orm import Session

from consult.contract.file_imports import LineReport, Outcome
from consult.file_imports.services import take_file
from consult.kernel.authz import SYSTEM
from plugins.register.imports import DEPLOYMENTS_FILE

PUBLISHED = (files("plugins.register") / "data" / "met-lfr-deployments-2020-2024.csv").read_bytes()
SIXTEEN = (
    "Deployment location,Date,Duration,LFR use case,Watchlist size,Min threshold setting,Total alerts,"
    "True alerts confirmed,True alerts unconfirmed,False alerts confirmed,False alerts unconfirmed,False alert rate,"
    "Arrest,Other (disposal),No action,Faces seen (estimate)"
)
TWELVE = (
    "Deployment,Date,Purpose reference,Watchlist size,Total alerts,False alerts,False alert engagements,True alerts,"
    "True alert engagements,Arrests/disposals,Faces seen (estimate),False alert rate"
)
STRATFORD = 'Stratford,25/01/25,4hr 47m,Crime Hotspot,"15,771",0.64,9,8,1,0,0,0,4,4,4,"11,105"'
OXFORD = 'Oxford Circus,28/01/22,"1,2","9,756",11,1,1,10,7,4,"12,120",0.008'


def taken(session: Session, *lines: str, head: str = SIXTEEN, **said: str) -> LineReport:
    """Take a file of these lines."""
    return take_file(session, SYSTEM, DEPLOYMENTS_FILE, "\n".join((head, *lines)).encode(), said=said)


def outcomes(report: LineReport) -> Sequence[Outcome]:
    """Return what became of each line."""
    return [line.outcome for line in report.lines]


@pytest.fixture
def filled(session: Session) -> Session:
    """A session of a register with all that was published from 2020 to 2024."""
    assert take_file(session, SYSTEM, DEPLOYMENTS_FILE, PUBLISHED).count(Outcome.NEW) == 212
    return session
