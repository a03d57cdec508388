"""The sections that the core contributes to the report on a consultation."""

from consult.contract.reports import ReportSection
from consult.kernel.messages import lazy_gettext as _l
from consult.reports.answers import disposition_blocks
from consult.reports.care import campaign_blocks, exclusion_blocks, quality_blocks
from consult.reports.figures import people_blocks, results_blocks
from consult.reports.method import method_blocks
from consult.reports.words import minority_blocks, theme_blocks

SECTIONS = (
    ReportSection(code="method", title=_l("How this was done"), place=10, blocks=method_blocks),
    ReportSection(code="people", title=_l("Who took part, and who did not"), place=20, blocks=people_blocks),
    ReportSection(code="results", title=_l("What people answered"), place=30, blocks=results_blocks),
    ReportSection(code="themes", title=_l("What people said in words"), place=40, blocks=theme_blocks),
    ReportSection(code="minority", title=_l("Points that few people made"), place=50, blocks=minority_blocks),
    ReportSection(code="campaigns", title=_l("Campaigns and repeated words"), place=60, blocks=campaign_blocks),
    ReportSection(code="exclusions", title=_l("What was not counted"), place=70, blocks=exclusion_blocks),
    ReportSection(code="quality", title=_l("How well the words were read"), place=80, blocks=quality_blocks),
    ReportSection(code="answers", title=_l("What was done with it"), place=100, blocks=disposition_blocks),
)
