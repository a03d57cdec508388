"""Importing and making up responses from the shell."""

from collections.abc import Sequence
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.contract.deployment import deployment_of
from consult.file_imports.commands import import_from_shell
from consult.imports.checks import refused_rows, rows_as_csv
from consult.imports.choices import worked_out_columns
from consult.imports.made_up_responses import seed_responses
from consult.imports.options import MEANING_HELP, file_from_options, plan_from_options
from consult.imports.plan import OnConflict
from consult.imports.services import Report, import_responses
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
from consult.kernel.written_files import FOR_WHOEVER_RUNS_THIS, written_whole
from consult.submissions.counts import drift_of, rebuild_counts
from consult.submissions.models import Channel
from consult.submissions.questionnaires import questionnaire_of
from consult.tables.values import ENCODINGS

CLASH_HELP = "A known key with other words: leave the earlier response, take the row instead, or keep both separate."


@click.group("import")
def import_group() -> None:
    """Import data from files."""


@import_group.command("responses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--consultation", "slug", required=True, help="The consultation, as in its address.")
@click.option(
    "--channel", type=click.Choice([channel.value for channel in Channel]), default="import", show_default=True
)
@click.option("--map", "maps", multiple=True, metavar="QUESTION=COLUMN", help="Which column answers which question.")
@click.option("--boxes", multiple=True, metavar="QUESTION=GROUP", help="Which columns of 0 and 1 answer it (GROUP__x).")
@click.option("--about", multiple=True, metavar="QUESTION=COLUMN", help="Which column answers an about-you question.")
@click.option("--key", metavar="COLUMN", help="The column that tells rows apart (without it, the whole row does).")
@click.option("--source", metavar="NAME", help="Where the rows come from (with --key: the file's name).")
@click.option("--area", metavar="COLUMN", help="The column with the ward or postcode.")
@click.option("--channel-column", metavar="COLUMN", help="The column that says how each one was received.")
@click.option("--received-on", metavar="DAY", help="The day on which all of them were received.")
@click.option("--received", metavar="COLUMN", help="The column with the day on which each one was received.")
@click.option("--version", metavar="COLUMN", help="The column with the version of the questions.")
@click.option("--only", "only", multiple=True, metavar="COLUMN=VALUE", help="Take only rows with VALUE, A|B or 1..9.")
@click.option("--delimiter", default=";", show_default=True, help="What stands between several answers in a cell.")
@click.option("--codes", multiple=True, metavar="QUESTION", help="Its cells hold codes, where words could be meant.")
@click.option("--value", "values", multiple=True, metavar="QUESTION:VALUE=MEANING", help=MEANING_HELP)
@click.option("--encoding", type=click.Choice(list(ENCODINGS)), help="Without it, the encoding is found by looking.")
@click.option("--separator", help="What separates the cells. Without it, it is found by looking.")
@click.option("--sheet", help="The sheet of a workbook (without it, the first with any rows).")
@click.option("--heading", metavar="ROW", help="The row that names the columns: 2, or 1-2 for two rows, or 0 for none.")
@click.option("--from-export", is_flag=True, help="The file is an export of ours: read its missing values.")
@click.option(
    "--on-conflict",
    type=click.Choice([on_conflict.value for on_conflict in OnConflict]),
    help=CLASH_HELP,
)
@click.option(
    "--take-rest", type=click.Path(dir_okay=False, path_type=Path), help="Take what can be taken, write the rest."
)
@click.option("--activity", "activity_id", type=int, help="Which activity, where a consultation has several.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and import nothing.")
@click.pass_obj
def import_command(
    database: Database,
    /,
    file: Path,
    slug: str,
    channel: str,
    activity_id: int | None,
    dry_run: bool,
    take_rest: Path | None,
    **chosen: object,
) -> None:
    """Import responses from a CSV, XLSX or ODS file: all of them or none, and none twice."""
    content = file.read_bytes()
    with database.sessions() as session:
        activity = find_asking_activity(session, slug, activity_id)
        asked = file_from_options(session, activity, content, file.name, chosen)
        plan = plan_from_options(asked, chosen)
        with click.progressbar(length=100, label="Importing") as bar:
            report = import_responses(
                session,
                SYSTEM,
                activity,
                content,
                plan,
                channel=Channel(channel),
                dry_run=dry_run,
                takes_rest=take_rest is not None,
                progress=lambda done, total: bar.update(int(100 * done / total) - bar.pos),
            )
            session.commit()
    for column in worked_out_columns(asked):
        click.echo(f"The column “{column}” is not imported: it is worked out anew from the other answers.", err=True)
    rest = refused_rows(report)
    if take_rest is not None and rest and not dry_run:
        with written_whole(take_rest, FOR_WHOEVER_RUNS_THIS) as rest_file:
            rest_file.write(rows_as_csv(report, rest))
    _tell(report, dry_run)


@import_group.command("file")
@click.argument("name")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--say", "said", multiple=True, metavar="COLUMN=TEXT", help="What is so of all lines that do not say it.")
@click.option("--dry-run", is_flag=True, help="Say what the file would bring, and import nothing.")
@click.pass_obj
def import_file_command(database: Database, name: str, file: Path, said: tuple[str, ...], dry_run: bool) -> None:
    """Import rows of a kind (such as office.terms) from a CSV, XLSX or ODS file: all of them or none."""
    kinds = deployment_of(database).registry.file_imports
    if name not in kinds:
        raise NotFound(f"There is no import “{name}”. There are: {', '.join(sorted(kinds))}.")
    import_from_shell(database, kinds[name], file, dict(_named(text) for text in said), dry_run=dry_run)


def _named(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise Invalid(f"“{text}” names no column. Write it as COLUMN=TEXT.")
    return name, value


@click.group("counts")
def counts_group() -> None:
    """Hold the kept counts against the responses."""


@counts_group.command("check")
@click.pass_obj
@click.pass_context
def check_command(context: click.Context, database: Database) -> None:
    """Say where kept counts and responses differ; exits with 1 when they do."""
    with database.reading() as session:
        faults = [
            f"{activity.title} ({activity.id}): {fault}"
            for activity in session.scalars(select(Activity).order_by(Activity.id))
            for fault in drift_of(session, activity)
        ]
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        context.exit(1)
    click.echo("All counts are those of the responses.")


@counts_group.command("rebuild")
@click.pass_obj
def rebuild_command(database: Database) -> None:
    """Count all responses afresh; people can go on answering meanwhile."""
    with database.reading() as session:
        activities = session.scalars(select(Activity.id).order_by(Activity.id)).all()
    for activity_id in activities:
        with database.unit_of_work() as session:
            rebuild_counts(session, session.get_one(Activity, activity_id))
    click.echo(f"The responses to {len(activities):,} activities were counted afresh.")


@click.group("seed")
def seed_group() -> None:
    """Make up data for demonstrations and measurements."""


@seed_group.command("responses")
@click.option("--consultation", "slug", required=True, help="The consultation, as in its address.")
@click.option("--count", type=click.IntRange(1, 5_000_000), required=True, help="How many responses to make up.")
@click.option("--activity", "activity_id", type=int, help="Which activity, where a consultation has several.")
@click.option("--seed", default=1, show_default=True, help="The same number makes the same responses.")
@click.pass_obj
def seed_command(database: Database, slug: str, count: int, activity_id: int | None, seed: int) -> None:
    """Add made-up responses, marked as synthetic."""
    settings = deployment_of(database).settings
    with database.reading() as session:
        found = find_asking_activity(session, slug, activity_id).id
    with click.progressbar(length=count, label="Making up responses") as bar:
        added = seed_responses(database, found, count, seed=seed, areas=settings.council.areas, progress=bar.update)
    click.echo(f"{added:,} synthetic responses were added.")


def find_asking_activity(session: Session, slug: str, activity_id: int | None = None) -> Activity:
    """Return the activity of a consultation that asks questions.

    Raises `NotFound` when there is none, and `Invalid` when there are several and none is named.
    """
    found = session.scalars(
        select(Activity).join(Consultation).where(Consultation.slug == slug).order_by(Activity.position)
    ).all()
    asking = [activity for activity in found if questionnaire_of(session, activity) is not None]
    if activity_id is not None:
        asking = [activity for activity in asking if activity.id == activity_id]
    if not asking:
        raise NotFound(f"There is no consultation “{slug}” with an activity that asks questions.")
    return asking[0] if len(asking) == 1 else _written_response(asking)


def _written_response(asking: Sequence[Activity]) -> Activity:
    written = [activity for activity in asking if activity.kind == "response"]
    if len(written) != 1:
        numbers = ", ".join(f"{activity.id} ({activity.title})" for activity in asking)
        raise Invalid(f"This consultation asks questions in several activities. Say which: --activity {numbers}.")
    return written[0]


def _tell(report: Report, dry_run: bool) -> None:
    click.echo(report.described)
    for refused in refused_rows(report):
        click.echo(f"{report.unit} {refused.line}: {refused.sentence}", err=True)
    for (name, words), count in report.unknown.most_common():
        click.echo(
            f"“{words}” matches no answer, {count:,} times. Say what it means: --value '{name}:{words}=…'", err=True
        )
    for source, count in report.elsewhere.items():
        click.echo(f"{count:,} rows say the same as rows from the source “{source}”. Is it the same file?", err=True)
    _tell_of_rows_left(report)
    waiting = len(report.refused) + len(report.clashes)
    if waiting and not report.is_done:
        raise click.ClickException(f"{waiting:,} rows cannot be taken, so nothing was imported.")
    if waiting:
        click.echo(f"{waiting:,} rows were not taken.")
    click.echo(f"{report.fresh:,} rows would be imported." if dry_run else f"{report.taken:,} responses were imported.")


def _tell_of_rows_left(report: Report) -> None:
    if report.left_out:
        click.echo(f"{report.left_out:,} rows were left out, as asked.")
    if report.known:
        click.echo(f"{report.known:,} rows were imported before, and are not imported again.")
    if report.repeated:
        click.echo(f"{report.repeated:,} rows stand in the file more than once, and are imported once.")
    if report.kept:
        click.echo(f"{report.kept:,} rows say something else than before, and are left as they were.")
    if report.replacing:
        click.echo(f"{len(report.replacing):,} rows take the place of what was imported before.")
