"""`make bench`: measures intake, exports and pages beside their references, prints a table and writes JSON."""

import argparse
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from bench.bare_form import BareForm, bare_form
from bench.cases import measure_cases
from bench.desk import measure_desk
from bench.documents import measure_documents, measure_pack
from bench.drafting import measure_drafting
from bench.editions import measure_editions
from bench.exports import measure_exports
from bench.fields import QUESTIONS, RESPONSES, SMALL
from bench.figures import measure_figures
from bench.files import measure_files
from bench.filling import fill
from bench.hostile import measure_hostile
from bench.intake import measure_intake, serving
from bench.one_page import add_survey, measure_one_page
from bench.pages import measure_pages
from bench.postgresql import postgresql
from bench.register import measure_register
from bench.site import Site, make_site
from bench.surveys import measure_surveys
from bench.table import Line, Ratio, show, write_json
from bench.themes import measure_search, measure_themes
from bench.weight import measure_weight
from bench.words import measure_words

Found = tuple[list[Line], list[Ratio]]


def main() -> None:
    """Measure everything, within a few minutes; or one part alone, within one."""
    options = argparse.ArgumentParser(prog="make bench", description=__doc__)
    options.add_argument("--responses", type=int, default=RESPONSES, help="how many responses “many” are")
    options.add_argument("--output", type=Path, default=Path("var/bench.json"), help="where the JSON goes")
    options.add_argument(
        "--intake", choices=["sqlite", "postgresql"], help="only intake on this database, none present"
    )
    options.add_argument("--case", action="store_true", help="only the pages of a case with many views")
    options.add_argument("--register", action="store_true", help="only the register of deployments")
    options.add_argument("--desk", action="store_true", help="only the officer's desk over many responses, on SQLite")
    options.add_argument("--themes", action="store_true", help="only duplicates, starting list, proposals and a search")
    options.add_argument("--figures", action="store_true", help="only weights, and an edition of all responses")
    options.add_argument("--drafting", action="store_true", help="only drafting together, in two browsers")
    options.add_argument("--words", action="store_true", help="only two long texts compared word by word")
    options.add_argument("--pack", action="store_true", help="only a report of 60 pages, and the pack of all responses")
    options.add_argument(
        "--surveys", action="store_true", help="only surveys: a page, the builder, files of 25 questions"
    )
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="consult-bench-") as name:
        folder = Path(name)
        lines, ratios = measure_chosen(folder, chosen)
    machine = {"cores": os.cpu_count(), "load": os.getloadavg(), "python": platform.python_version()}
    show(lines, ratios)
    chosen.output.parent.mkdir(parents=True, exist_ok=True)
    write_json(chosen.output, lines, ratios, machine)
    print(f"\nLoad average at the end: {machine['load']}. JSON: {chosen.output}")


def measure_chosen(folder: Path, chosen: argparse.Namespace) -> Found:
    """Return what was asked for: one part alone, or everything."""
    many = chosen.responses
    parts: dict[str, Callable[[], list[Ratio]]] = {
        "case": lambda: measure_only_cases(folder),
        "register": lambda: measure_only_register(folder),
        "desk": lambda: measure_only_desk(folder, many),
        "themes": lambda: measure_only_themes(folder, many),
        "figures": lambda: measure_only_figures(folder, many),
        "drafting": lambda: measure_drafting(make_site(folder / "drafting", QUESTIONS), folder),
        "words": measure_words,
        "pack": lambda: measure_only_pack(folder, many),
        "surveys": lambda: measure_surveys(folder, many),
    }
    for name, measure_part in parts.items():
        if getattr(chosen, name):
            return [], measure_part()
    return measure_only_intake(folder, chosen.intake) if chosen.intake else measure(folder, many)


def measure(folder: Path, many: int) -> Found:
    """Return all measurements; every database lives in `folder`, but for PostgreSQL's."""
    site = make_site(folder / "site", QUESTIONS)
    with bare_form(site, folder) as form:
        empty, ratios = measure_intake(site, folder, form, present=0)
        fill(site, SMALL)
        few = measure_pages(site)
        fill(site, many - SMALL)
        lots = measure_pages(site)
        exports = measure_exports(site, folder)
        full, more = measure_intake(site, folder, form, present=many)
        lines = [*empty, *full]
        ratios += [*more, _growth(site, empty, full)]
        survey = add_survey(site)
        with serving(site, folder) as server:
            one_page, more = measure_one_page(site, server, survey, form)
            beside = measure_weight(server, f"/consultations/{site.slug}") + measure_hostile(server)
        lines, ratios = lines + one_page, ratios + more
        with _postgresql_site(folder) as beside_it:
            if beside_it is not None:
                more_lines, more = _measure_beside(beside_it, folder, many)
                lines, ratios = lines + more_lines, ratios + more
    ratios += measure_only_register(folder) + measure_only_cases(folder) + measure_files(folder)
    ratios += measure_drafting(make_site(folder / "drafting", QUESTIONS), folder)
    ratios += [Ratio(f"{name}: {many:,} beside {SMALL:,}", lots[name], few[name], "ms", "<= 1.5") for name in few]
    ratios += exports + measure_editions() + beside + measure_desk(site, many)
    ratios += measure_search(site, many) + measure_themes() + measure_documents() + measure_words()
    ratios += measure_surveys(folder, many)
    # The last of all: nobody can take part in what is closed.
    ratios += measure_figures(site, folder, many)
    return lines, ratios + measure_pack(site, folder)


def measure_only_intake(folder: Path, kind: str) -> Found:
    """Return how one kind of database takes answers in where there are none yet, beside the bare form."""
    made = nullcontext(make_site(folder / "site", QUESTIONS)) if kind == "sqlite" else _postgresql_site(folder)
    with made as site:
        if site is None:
            raise SystemExit(1)
        with bare_form(site, folder) as form:
            lines, ratios = measure_intake(site, folder, form, present=0)
            more, beside = _one_page(site, folder, form)
    return [*lines, *more], ratios + beside


def measure_only_register(folder: Path) -> list[Ratio]:
    """Return how the register of deployments does, on sites of its own: on SQLite, and on PostgreSQL if it is here."""
    few, many = (make_site(folder / name, QUESTIONS, plugins="register") for name in ("few", "many"))
    found = measure_register(few, many)
    with postgresql() as server, postgresql() as other:
        if server is None or other is None:
            return found
        few, many = (
            make_site(folder / name, QUESTIONS, plugins="register", database_url=place.url, database_pid=place.pid)
            for name, place in (("few-beside", server), ("many-beside", other))
        )
        found += measure_register(few, many)
        for site in (few, many):
            site.database.engine.dispose()
    return found


def measure_only_pack(folder: Path, many: int) -> list[Ratio]:
    """Return how a report of 60 pages does, and a pack of many responses, on a site of its own."""
    site = make_site(folder / "pack", QUESTIONS)
    fill(site, many)
    return measure_documents() + measure_pack(site, folder)


def measure_only_figures(folder: Path, many: int) -> list[Ratio]:
    """Return how weights do, and editions, and whoever reads and writes beside one, on a site of its own."""
    site = make_site(folder / "figures", QUESTIONS)
    fill(site, many)
    return measure_editions() + measure_figures(site, folder, many)


def measure_only_themes(folder: Path, many: int) -> list[Ratio]:
    """Return how themes do over many texts, and a search on a site of its own."""
    site = make_site(folder / "themes", QUESTIONS)
    fill(site, many)
    return measure_search(site, many) + measure_themes(many)


def measure_only_desk(folder: Path, many: int) -> list[Ratio]:
    """Return how the officer's desk does, on a site of its own."""
    site = make_site(folder / "desk", QUESTIONS)
    fill(site, many)
    return measure_desk(site, many)


def measure_only_cases(folder: Path) -> list[Ratio]:
    """Return how the pages of a case do, on sites of their own: on SQLite, and on PostgreSQL if it is here."""
    plugins = "impact,authorisation"
    found = measure_cases(make_site(folder / "case", QUESTIONS, plugins=plugins))
    with postgresql() as server:
        if server is None:
            return found
        site = make_site(
            folder / "case-beside", QUESTIONS, plugins=plugins, database_url=server.url, database_pid=server.pid
        )
        found += measure_cases(site)
        site.database.engine.dispose()
        return found


def _measure_beside(site: Site, folder: Path, many: int) -> Found:
    with bare_form(site, folder) as form:
        empty, ratios = measure_intake(site, folder, form, present=0)
        fill(site, many)
        full, more = measure_intake(site, folder, form, present=many)
        one_page, pages = _one_page(site, folder, form)
    return [*empty, *full, *one_page], [*ratios, *more, _growth(site, empty, full), *pages]


@contextmanager
def _postgresql_site(folder: Path) -> Iterator[Site | None]:
    with postgresql() as server:
        if server is None:
            yield None
            return
        site = make_site(folder / "beside", QUESTIONS, database_url=server.url, database_pid=server.pid)
        yield site
        site.database.engine.dispose()


def _one_page(site: Site, folder: Path, form: BareForm) -> Found:
    survey = add_survey(site)
    with serving(site, folder) as server:
        return measure_one_page(site, server, survey, form)


def _growth(site: Site, empty: list[Line], full: list[Line]) -> Ratio:
    few, many = empty[-1].measured.all_ms, full[-1].measured.all_ms
    return Ratio(f"{site.database_name}, journey at many beside none: CPU", many, few, "ms", "1")


if __name__ == "__main__":
    main()
