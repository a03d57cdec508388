"""`consult survey`: somebody else’s definition becomes ours, and texts go to translators and come back."""

from pathlib import Path

import click

from consult.sdk.access import SYSTEM
from consult.sdk.activities import Activity
from consult.sdk.database import CommandApart, Database
from consult.sdk.errors import Invalid
from consult.sdk.files import AS_USUAL, written_whole
from plugins.survey.convert.outcome import NotConverted
from plugins.survey.convert.reading import AUTO, FORMS, LARGEST, convert
from plugins.survey.definition import definition_from
from plugins.survey.document import FaultyDefinition, as_json
from plugins.survey.queries import KIND, find_draft
from plugins.survey.readings import with_title
from plugins.survey.taking_translations import take_translations
from plugins.survey.translating import languages_in, source_language, translations_of
from plugins.survey.translation_files import file_of, read_file


@click.group("survey")
def survey_group() -> None:
    """Surveys: definitions from other programs, and translations."""


@survey_group.command("convert", cls=CommandApart)
@click.argument("source", metavar="IN", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "form", type=click.Choice(FORMS), default=AUTO, show_default=True, help="What the file is.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where it is written.")
def convert_command(source: Path, form: str, output: Path) -> None:
    """Make a definition (survey/1) of an XLSForm, SurveyJS JSON or LimeSurvey’s .lss, and tell what is not in it."""
    try:
        with source.open("rb") as file:
            # A pipe has no end that can be seen before.
            converted = convert(file.read(LARGEST + 1), form)
    except OSError as error:
        raise click.ClickException(f"The file {source} cannot be read ({error.strerror}).") from error
    except FaultyDefinition as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        raise SystemExit(1) from error
    except NotConverted as error:
        raise click.ClickException(str(error)) from error
    try:
        with written_whole(output, AS_USUAL) as written:
            written.write(f"{as_json(converted.definition, indent=2)}\n".encode())
    except OSError as error:
        raise click.ClickException(f"The file {output} cannot be written ({error.strerror}).") from error
    for line in converted.lines:
        click.echo(str(line))
    asked = len(converted.definition.items)
    click.echo(f"Wrote {asked} questions to {output}. Not brought over as it was: {len(converted.lines)}.")


@survey_group.command("translations")
@click.argument("activity_id", metavar="ACTIVITY", type=int)
@click.argument("language")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write all texts here (.csv or .xlf).")
@click.option("--input", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Take this file.")
@click.pass_obj
def translations_command(
    database: Database, activity_id: int, language: str, output: Path | None, source: Path | None
) -> None:
    """Write the texts of a survey’s draft in one language to a file, or take such a file in and tell what was not."""
    if (output is None) == (source is None):
        raise click.UsageError("Give either --output or --input.")
    with database.unit_of_work() as session:
        activity = session.get(Activity, activity_id)
        if activity is None or activity.kind != KIND:
            raise click.ClickException(f"There is no survey {activity_id}.")
        definition = definition_from(find_draft(session, activity_id).definition)
        if language not in languages_in(definition):
            raise click.ClickException(f"The survey has no words in {language}.")
        if output is not None:
            found = translations_of(with_title(definition, activity.title), language)
            form = "csv" if output.suffix == ".csv" else "xlf"
            with written_whole(output, AS_USUAL) as written:
                written.write(file_of(found, form=form, language=language, source=source_language(definition)))
            click.echo(f"Wrote {len(found)} texts to {output}.")
            return
        try:
            assert source is not None  # noqa: S101 (one of the two is given)
            report = take_translations(session, SYSTEM, activity, language, read_file(source.read_bytes(), language))
        except Invalid as error:
            raise click.ClickException(str(error)) from error
    for place, sentence in report.lines:
        click.echo(f"{place}: {sentence}")
    click.echo(f"Taken: {len(report.given)}. The same already: {report.same}. Empty in the file: {report.empty}.")
