"""One sealed pack, measured in this process: `python -m bench.packing ACTIVITY FILE`."""

import json
import sys
import time
import zipfile
from pathlib import Path

from bench.memory import largest
from consult.cli.deployment import open_deployment
from consult.consultations.models import Activity, Consultation
from consult.contract.plugin import Audience
from consult.exports.responses import RESPONSES
from consult.packs.checking import differences
from consult.packs.columns import COUNTED
from consult.packs.reading import OpenPack
from consult.packs.writing import write_pack


def main() -> None:
    """Write the pack, and print what it cost as one line of JSON; then check it."""
    activity_id, target = int(sys.argv[1]), Path(sys.argv[2])
    database = open_deployment()
    with database.reading() as session:
        activity = session.get_one(Activity, activity_id)
        consultation = session.get_one(Consultation, activity.consultation_id)
        idle, began = largest(), time.process_time()
        with target.open("w+b") as file:
            write_pack(session, consultation, file, is_sealed=True)
        cost, resident = time.process_time() - began, largest()
        names = [column.name for column in RESPONSES.columns(session, activity_id)]
        began = time.process_time()
        for _row in RESPONSES.rows(session, activity_id, names, Audience.OFFICER):
            pass
        alone = time.process_time() - began
    found = {"cpu": cost, "responses_cpu": alone, "idle_mb": idle, "resident_mb": resident}
    print(json.dumps({**found, "differences": differences(target), "rows": _rows(target, activity_id)}))


def _rows(target: Path, activity_id: int) -> int:
    with zipfile.ZipFile(target) as archive:
        files = OpenPack(archive).files
    return next(int(file["rows"]) for file in files if file["name"] == f"{activity_id}_{COUNTED}")


if __name__ == "__main__":
    main()
