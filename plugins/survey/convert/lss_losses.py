"""What LimeSurvey says of a survey or a question that is not brought over, in sentences."""

from collections.abc import Iterator, Mapping, Sequence

from consult.sdk.messages import gettext as _
from plugins.survey.convert.lss import Row, Tables

_SETTINGS = (
    *("array_filter", "array_filter_exclude", "max_answers", "min_answers", "em_validation_q", "em_validation_sq"),
    *("equals_num_value", "min_num_value", "max_num_value", "slider_min", "slider_max", "prefix", "suffix"),
    *("maximum_chars", "numbers_only", "date_min", "date_max", "dropdown_dates_year_min", "dropdown_dates_year_max"),
    *("max_subquestions", "min_num_of_files", "time_limit", "random_group", "location_mapservice"),
    *("other_comment_mandatory", "other_numbers_only", "exclude_all_others_auto"),
)
_SOFT = "S"
"""People are only warned where they leave such a question empty."""


def lost_of_survey(tables: Tables) -> Iterator[tuple[str, str]]:
    """Yield what is not kept of a whole survey, each with its place."""
    for table, place, said in (
        ("quota", _("quotas"), _("Quotas are not kept.")),
        ("assessments", _("assessments"), _("Assessments are not kept.")),
    ):
        if tables.of(table):
            yield place, said
    for column, said in (
        ("surveyls_endtext", _("The page after the end is not kept.")),
        ("surveyls_url", _("Where people are sent after the end is not kept.")),
        ("surveyls_policy_notice", _("The notice on data protection is not kept. Put it into the introduction.")),
    ):
        if any(row.get(column, "").strip() for row in tables.of("surveys_languagesettings")):
            yield _("survey"), said
    if any(group.get("randomization_group", "").strip() for group in tables.of("groups")):
        yield _("groups"), _("Groups stand in the same order for everybody here.")


def lost_of_question(row: Row, settings: Mapping[str, str], kept: str) -> Iterator[str]:
    """Yield what is not kept of a question with these settings, of which the one that is `kept` holds its rules."""
    kind = row.get("type", "")
    if row.get("preg"):
        yield _("Its rule “%(rule)s” is not kept.", rule=row["preg"][:200])
    if row.get("mandatory", "").upper() == _SOFT:
        yield _("It could be left empty there after a warning: it need not be answered here.")
    if kind in {"O", "P"}:
        yield _("Comments beside its answers are not asked for.")
    if kind == "1":
        yield _("Only the first of its two scales is asked.")
    for name in _settings_lost(kind, settings, kept):
        yield _("“%(name)s: %(said)s” is not kept.", name=name, said=settings[name].strip()[:100])


def _settings_lost(kind: str, settings: Mapping[str, str], kept: str) -> Iterator[str]:
    yield from (name for name in _SETTINGS if name != kept and settings.get(name, "").strip() not in {"", "0"})
    date_format = settings.get("date_format", "").casefold()
    if kind == "D" and date_format and ("d" not in date_format or "h" in date_format):
        yield "date_format"


def lost_of_tables(tables: Tables, row: Row, parts: Sequence[Row]) -> Iterator[str]:
    """Yield what other tables of the file say of a question and its parts that is not kept."""
    if any(tables.with_number("defaultvalues", "qid", each) for each in (row, *parts)):
        yield _("The answer that stands there at first is not kept.")
    if row.get("relevance", "").strip() in {"", "1"} and tables.with_number("conditions", "qid", row):
        yield _("Its condition stands in a table of older files and was not kept, so everybody is asked.")
