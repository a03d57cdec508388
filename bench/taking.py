"""One export of all responses to a file: `python -m bench.taking SLUG FORMAT FILE AUDIENCE [ACTIVITY]`."""

import sys
from pathlib import Path

from sqlalchemy import select

from bench.memory import measured
from consult.cli.deployment import open_deployment
from consult.consultations.models import Consultation
from consult.contract.deployment import deployment_of
from consult.exports.export_files import find_wanted
from consult.exports.services import stream
from consult.kernel.errors import NotFound


def take(slug: str, file_format: str, target: Path, audience: str, activity_id: int | None = None) -> None:
    """Export the responses of a consultation as an officer would, without the audit log."""
    database = open_deployment()
    with database.reading() as session:
        consultation = session.scalar(select(Consultation).where(Consultation.slug == slug))
        if consultation is None:
            raise NotFound
        exports = deployment_of(database).registry.exports
        wanted = find_wanted(
            session,
            exports,
            consultation,
            what="responses",
            file_format=file_format,
            audience=audience,
            activity_id=activity_id,
        )
    with measured(), target.open("wb") as file:
        for chunk in stream(database, wanted):
            file.write(chunk)


if __name__ == "__main__":
    take(sys.argv[1], sys.argv[2], Path(sys.argv[3]), sys.argv[4], *map(int, sys.argv[5:]))
