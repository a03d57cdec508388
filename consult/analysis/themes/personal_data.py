"""Themes and codings name people only as those who acted for the council; those of a text go with the text."""

from consult.accounts.office import acts_in_office
from consult.analysis.themes.models import Assignment, Coding, Theme
from consult.analysis.themes.run_models import ModelRun
from consult.analysis.themes.sample_models import Sample, SampledText

PERSONAL_DATA = (
    acts_in_office(
        Theme.created_by_id,
        Coding.coded_by_id,
        Assignment.made_by_id,
        Assignment.accepted_by_id,
        Assignment.ended_by_id,
        ModelRun.asked_by_id,
        Sample.drawn_by_id,
        Sample.published_by_id,
        SampledText.first_by_id,
        SampledText.read_by_id,
    ),
)
