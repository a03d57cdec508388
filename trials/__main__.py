"""`make trial`: kills the service over SQLite and PostgreSQL, and prints what was lost and what was doubled."""

import argparse
import os
import sys
import tempfile
import uuid
from pathlib import Path

from tests.support import postgresql
from trials.durability import Outcome, try_durability

KILLS = 110
WRITES = 27_000


def main() -> int:
    """Try both databases; exits with 1 when anything was lost, doubled or broken."""
    options = argparse.ArgumentParser(prog="make trial", description=__doc__)
    options.add_argument("--kills", type=int, default=KILLS, help="on each database")
    options.add_argument("--writes", type=int, default=WRITES, help="acknowledged ones, on each database")
    chosen = options.parse_args()
    outcomes: list[Outcome] = []
    with tempfile.TemporaryDirectory(prefix="consult-trial-") as folder:
        outcomes.append(try_durability(Path(folder) / "sqlite", kills=chosen.kills, writes=chosen.writes))
        print(outcomes[-1], flush=True)
        os.environ.setdefault(postgresql.RUN, uuid.uuid4().hex[:10])
        if postgresql.server_url() is None:
            print(postgresql.HOW_TO_GET_IT)
        else:
            try:
                with postgresql.own_database("consult_trial") as url:
                    outcomes.append(
                        try_durability(
                            Path(folder) / "postgresql", kills=chosen.kills, writes=chosen.writes, database_url=url
                        )
                    )
                print(outcomes[-1], flush=True)
            finally:
                postgresql.stop_server()
    print(
        f"In all {sum(outcome.kills for outcome in outcomes)} kills, "
        f"{sum(len(outcome.acknowledged) for outcome in outcomes):,} acknowledged, "
        f"{sum(outcome.lost for outcome in outcomes)} lost, {sum(outcome.doubled for outcome in outcomes)} doubled."
    )
    return int(any(outcome.lost or outcome.doubled or not outcome.is_whole for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
