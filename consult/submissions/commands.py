"""Importing and making up responses from the shell."""

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity, Consultation
from consult.kernel.authz import SYSTEM
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, NotFound
from consult.submissions.counts import drift_of, rebuild_counts
from consult.submissions.importing import Mapped, Report, import_responses, read_csv
from consult.submissions.instruments import questionnaire_of
from consult.submissions.models import Channel
from consult.submissions.seeding import seed_responses


@click.group("import")
def import_group() -> None:
    """Import data from files."""


@import_group.command("responses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--consultation", "slug", required=True, help="The consultation, as in its address.")
@click.option("--channel", type=click.Choice([one.value for one in Channel]), default="import", show_default=True)
@click.option("--map", "maps", multiple=True, metavar="QUESTION=COLUMN", help="Which column answers which question.")
@click.option("--key", metavar="COLUMN", help="The column that tells rows apart (without it, the whole row does).")
@click.option("--area", metavar="COLUMN", help="The column with the ward or postcode district.")
@click.option("--only", "only", multiple=True, metavar="COLUMN=VALUE", help="Take only rows with VALUE, A|B or 1..9.")
@click.option("--activity", "activity_id", type=int, help="Which activity, where a consultation has several.")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and import nothing.")
@click.pass_obj
def import_command(
    database: Database,
    file: Path,
    slug: str,
    channel: str,
    maps: tuple[str, ...],
    key: str | None,
    area: str | None,
    only: tuple[str, ...],
    activity_id: int | None,
    dry_run: bool,
) -> None:
    """Import responses from a CSV file: all of them or none, and none twice."""
    content = file.read_bytes()
    with database.sessions() as session:
        activity = find_asking_activity(session, slug, activity_id)
        mapped = Mapped(
            answers=_pairs(maps) or _same_names(session, activity, content), key=key, area=area, only=_pairs(only)
        )
        with click.progressbar(length=100, label="Importing") as bar:
            report = import_responses(
                session,
                SYSTEM,
                activity,
                content,
                mapped,
                channel=Channel(channel),
                dry_run=dry_run,
                progress=lambda done, total: bar.update(int(100 * done / total) - bar.pos),
            )
            session.commit()
    _tell(report, dry_run)


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
    settings: Settings = database.surroundings["settings"]
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
    asking = [one for one in found if questionnaire_of(session, one) is not None]
    if activity_id is not None:
        asking = [one for one in asking if one.id == activity_id]
    if not asking:
        raise NotFound(f"There is no consultation “{slug}” with an activity that asks questions.")
    if len(asking) > 1:
        written = [one for one in asking if one.kind == "response"]
        if len(written) != 1:
            numbers = ", ".join(f"{one.id} ({one.title})" for one in asking)
            raise Invalid(f"This consultation asks questions in several activities. Say which: --activity {numbers}.")
        return written[0]
    return asking[0]


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name or not value:
            raise Invalid(f"“{pair}” must be two names with = between them.")
        found[name.strip()] = value.strip()
    return found


def _same_names(session: Session, activity: Activity, content: bytes) -> dict[str, str]:
    """Without a mapping, a column answers the question whose key it is called."""
    columns, _ = read_csv(content)
    asked = questionnaire_of(session, activity)
    return {key: key for key in (asked.by_key if asked else {}) if key in columns}


def _tell(report: Report, dry_run: bool) -> None:
    for one in report.refused:
        click.echo(f"line {one.line}: {one.sentence}", err=True)
    if report.left_out:
        click.echo(f"{report.left_out:,} rows were left out, as asked.")
    if report.known:
        click.echo(f"{report.known:,} rows were imported before, and are not imported again.")
    if report.refused:
        raise click.ClickException(f"{len(report.refused):,} rows cannot be taken, so nothing was imported.")
    fresh = report.rows - report.left_out - report.known
    click.echo(f"{fresh:,} rows would be imported." if dry_run else f"{report.taken:,} responses were imported.")
