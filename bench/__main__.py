"""`make bench`: measures intake, exports and pages beside their references, prints a table and writes JSON."""

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

from bench.exports import measure_exports
from bench.fields import QUESTIONS, RESPONSES, SMALL
from bench.hostile import measure_hostile
from bench.intake import measure_intake, measure_reference
from bench.load import Measured
from bench.one_page import add_survey, measure_one_page
from bench.pages import measure_pages
from bench.servers import granian
from bench.site import AREAS, Site, make_site
from bench.table import Line, Ratio, show, write_json
from bench.weight import measure_weight
from consult.imports.seeding import seed_responses


def main() -> None:
    """Measure everything, within a few minutes."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--responses", type=int, default=RESPONSES, help="how many responses “many” are")
    options.add_argument("--output", type=Path, default=Path("var/bench.json"), help="where the JSON goes")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as folder:
        lines, ratios = measure(Path(folder), chosen.responses)
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()}
    show(lines, ratios)
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    write_json(chosen.output, lines, ratios, machine)
    print(f"\nLoad average at the end: {machine['load']}. JSON: {chosen.output}")


def measure(folder: Path, many: int) -> tuple[list[Line], list[Ratio]]:
    """Return all measurements; every database lives in `folder`."""
    post, both = measure_reference(folder)
    lines = [Line("reference: POST", post), Line("reference: GET and POST", both)]
    site = make_site(folder / "site", QUESTIONS)
    empty = measure_intake(site, folder, present=0)
    _fill(site, SMALL)
    few = measure_pages(site)
    _fill(site, many - SMALL)
    lots = measure_pages(site)
    exports = measure_exports(site, folder)
    full = measure_intake(site, folder, present=many)
    lines += [*empty, *full]
    ratios = []
    for final, journey in (empty, full):
        ours, whole = final.measured, journey.measured
        ratios.append(Ratio(f"{final.name}: requests", ours.per_second, post.per_second, "per s", ">= 0.6"))
        ratios.append(Ratio(f"{final.name}: CPU", ours.cpu_ms, post.cpu_ms, "ms", "<= 1.7"))
        ratios.append(Ratio(f"{journey.name}: CPU", whole.cpu_ms, both.cpu_ms, "ms", "<= 3.6"))
    ratios.append(Ratio("journey at many beside none", full[1].measured.cpu_ms, empty[1].measured.cpu_ms, "ms", "1"))
    ratios += [Ratio(f"{name}: {many:,} beside {SMALL:,}", lots[name], few[name], "ms", "<= 1.5") for name in few]
    more, beside = _measure_behaviour(site, folder, both)
    return lines + more, ratios + exports + beside


def _measure_behaviour(site: Site, folder: Path, both: Measured) -> tuple[list[Line], list[Ratio]]:
    survey = add_survey(site)
    with granian("consult.app:create_app", site.environment, folder / "behaviour.log") as server:
        lines, ratios = measure_one_page(site, server, survey, both)
        ratios += measure_weight(server, f"/consultations/{site.slug}")
        ratios += measure_hostile(server)
    return lines, ratios


def _fill(site: Site, count: int) -> None:
    began = time.monotonic()
    seed_responses(site.database, site.activity_id, count, areas=AREAS)
    print(f"{count:,} responses made up in {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
