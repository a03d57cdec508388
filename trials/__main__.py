"""`make trial`: kills the service and counts what was lost, converts what others wrote, and changes code."""

import argparse
import os
import sys
import tempfile
import uuid
from pathlib import Path

from tests.support import postgresql
from trials import mutations
from trials.conversion import try_conversion
from trials.descriptions import RELEASE, PublishedSchema
from trials.drafting import WAYS, try_drafting
from trials.durability import Outcome, try_durability
from trials.examples import examples_in, fetch_examples

KILLS = 110
WRITES = 27_000
SIGHTS = 50
TRIALS = ("durability", "drafting", "conversion", "mutations")


def main() -> int:
    """Make the trials that were asked for; exits with 1 when anything was lost, doubled or broken."""
    options = argparse.ArgumentParser(prog="make trial", description=__doc__)
    options.add_argument("trials", nargs="*", default=list(TRIALS), metavar="trial", help=", ".join(TRIALS))
    options.add_argument("--kills", type=int, default=KILLS, help="on each database")
    options.add_argument("--writes", type=int, default=WRITES, help="acknowledged ones, on each database")
    options.add_argument(
        "--sights",
        type=int,
        default=SIGHTS,
        help="of words on another page, for each way, each with a kill",
    )
    options.add_argument("--changes", type=int, default=mutations.EACH, help="of code, in each area")
    options.add_argument("--minutes", type=float, default=mutations.MINUTES, help="for the changes of code")
    options.add_argument("--seed", type=int, default=mutations.SEED, help="chooses the changes of code")
    chosen = options.parse_args()
    if unknown := set(chosen.trials) - set(TRIALS):
        options.error(f"There is no trial “{', '.join(sorted(unknown))}”. Choose {' or '.join(TRIALS)}.")
    with tempfile.TemporaryDirectory(prefix="consult-trial-") as folder:
        status = _durability(Path(folder), chosen) if "durability" in chosen.trials else 0
        if "drafting" in chosen.trials:
            status = max(status, _drafting(Path(folder), chosen))
        if "conversion" in chosen.trials:
            status = max(status, _conversion(Path(folder)))
        if "mutations" in chosen.trials:
            _mutations(Path(folder), chosen)
    return status


def _conversion(folder: Path) -> int:
    for why in fetch_examples(folder):
        print(f"Not all that others publish was tried: {why}", flush=True)
    if not any(examples_in(folder)):
        return 0
    outcome = try_conversion(folder, PublishedSchema.found_in(folder / RELEASE))
    print(outcome, flush=True)
    for name, sentence in (outcome.refused | outcome.unready).items():
        print(f"  {name}: {sentence}", flush=True)
    for fault in outcome.faults:
        print(f"  not as it should be: {fault}", flush=True)
    return 0 if outcome.is_well else 1


def _durability(folder: Path, chosen: argparse.Namespace) -> int:
    outcomes = [try_durability(folder / "sqlite", kills=chosen.kills, writes=chosen.writes)]
    print(outcomes[-1], flush=True)
    os.environ.setdefault(postgresql.RUN, uuid.uuid4().hex[:10])
    if postgresql.server_url() is None:
        print(postgresql.HOW_TO_GET_IT)
    else:
        try:
            outcomes.append(_on_postgresql(folder / "postgresql", chosen))
            print(outcomes[-1], flush=True)
        finally:
            postgresql.stop_server()
    print(
        f"In all {sum(outcome.kills for outcome in outcomes)} kills, "
        f"{sum(len(outcome.acknowledged) for outcome in outcomes):,} acknowledged, "
        f"{sum(outcome.lost for outcome in outcomes)} lost, {sum(outcome.doubled for outcome in outcomes)} doubled."
    )
    return int(any(outcome.lost or outcome.doubled or not outcome.is_whole for outcome in outcomes))


def _drafting(folder: Path, chosen: argparse.Namespace) -> int:
    lost = 0
    for way in WAYS:
        seen = try_drafting(folder / f"drafting-{way}", kills=chosen.sights, way=way)
        print(seen, flush=True)
        lost += seen.lost
    return int(lost > 0)


def _on_postgresql(folder: Path, chosen: argparse.Namespace) -> Outcome:
    with postgresql.own_database("consult_trial") as url:
        return try_durability(folder, kills=chosen.kills, writes=chosen.writes, database_url=url)


def _mutations(folder: Path, chosen: argparse.Namespace) -> None:
    print(f"Changes of code, chosen by the seed {chosen.seed}:", flush=True)
    root = Path(__file__).parents[1]
    for outcome in mutations.try_mutations(root, folder, each=chosen.changes, seed=chosen.seed, minutes=chosen.minutes):
        print(outcome, flush=True)


if __name__ == "__main__":
    sys.exit(main())
