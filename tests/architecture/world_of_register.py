"""The part of the world in which deployments are on the register."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from consult.file_imports.services import take_file
from plugins.register.accuracy_imports import ACCURACY_FILE
from plugins.register.accuracy_models import Accuracy
from plugins.register.imports import DEPLOYMENTS_FILE
from plugins.register.models import Deployment
from plugins.register.pauses import pause
from tests.factories import XSS

if TYPE_CHECKING:
    from tests.architecture.world import World

FILE = "location,date,arrests,faces_seen_estimate,note,ward\n{xss},2024-07-11,1,1000,{xss},{xss}\n"

FILE_OF_RESULTS = "study,metric,subgroup,value,finding\n{xss},FPIR,all,1,{xss}\n"


def fill_register(world: "World") -> None:
    """Put a deployment and a result of accuracy on the register."""
    xss = '"' + XSS.replace('"', '""') + '"'
    report = take_file(world.session, world.actor("officer"), DEPLOYMENTS_FILE, FILE.format(xss=xss).encode())
    assert not report.faults
    noted = pause(world.session, world.actor("officer"), f"Newham {XSS}", date(2024, 7, 1), f"Asked for {XSS}", XSS)
    results = FILE_OF_RESULTS.format(xss=xss)
    assert not take_file(world.session, world.actor("officer"), ACCURACY_FILE, results.encode()).faults
    world.places["result"] = world.session.scalars(select(Accuracy.id)).one()
    world.places["pause"] = noted.id
    world.places["deployment"] = world.session.scalars(select(Deployment.number)).one()
