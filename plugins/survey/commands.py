"""`consult survey convert`: somebody else’s definition becomes ours, with a report."""

from pathlib import Path

import click

from consult.sdk.database import CommandApart
from plugins.survey.convert.outcome import NotConverted
from plugins.survey.convert.reading import AUTO, FORMS, convert
from plugins.survey.document import FaultyDefinition, as_json


@click.group("survey")
def survey_group() -> None:
    """Surveys: definitions from other programs."""


@survey_group.command("convert", cls=CommandApart)
@click.argument("source", metavar="IN", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--from", "form", type=click.Choice(FORMS), default=AUTO, show_default=True, help="What the file is.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="Where it is written.")
def convert_command(source: Path, form: str, output: Path) -> None:
    """Make a definition (survey/1) of an XLSForm, SurveyJS JSON or LimeSurvey’s .lss, and tell what is not in it."""
    try:
        converted = convert(source.read_bytes(), form)
    except FaultyDefinition as error:
        for fault in error.faults:
            click.echo(fault, err=True)
        raise SystemExit(1) from error
    except NotConverted as error:
        raise click.ClickException(str(error)) from error
    output.write_text(as_json(converted.definition, indent=2) + "\n", encoding="utf-8")
    for line in converted.lines:
        click.echo(str(line))
    asked = len(converted.definition.items)
    click.echo(f"Wrote {asked} questions to {output}. Not brought over as it was: {len(converted.lines)}.")
