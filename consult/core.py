"""What the core itself brings: its features, each the same kind of value as a plugin."""

from consult.accounts.feature import FEATURE as ACCOUNTS
from consult.analysis.feature import FEATURE as ANALYSIS
from consult.audit.feature import FEATURE as AUDIT
from consult.citations.feature import FEATURE as CITATIONS
from consult.comments.feature import FEATURE as COMMENTS
from consult.consultations.feature import FEATURE as CONSULTATIONS
from consult.contract.plugin import Feature
from consult.deadlines.feature import FEATURE as DEADLINES
from consult.decisions.feature import FEATURE as DECISIONS
from consult.desk.feature import FEATURE as DESK
from consult.exports.feature import FEATURE as EXPORTS
from consult.files.feature import FEATURE as FILES
from consult.follows.feature import FEATURE as FOLLOWS
from consult.imports.feature import FEATURE as IMPORTS
from consult.jobs.feature import FEATURE as JOBS
from consult.journey.feature import FEATURE as JOURNEY
from consult.library.feature import FEATURE as LIBRARY
from consult.mail.feature import FEATURE as MAIL
from consult.notifications.feature import FEATURE as NOTIFICATIONS
from consult.office.feature import FEATURE as OFFICE
from consult.pages.feature import FEATURE as PAGES
from consult.population.feature import FEATURE as POPULATION
from consult.privacy.feature import FEATURE as PRIVACY
from consult.records.feature import FEATURE as RECORDS
from consult.registers.feature import FEATURE as REGISTERS
from consult.reports.feature import FEATURE as REPORTS
from consult.responses.feature import FEATURE as RESPONSES
from consult.scrutiny.feature import FEATURE as SCRUTINY
from consult.statistics.feature import FEATURE as STATISTICS
from consult.steps.feature import FEATURE as STEPS
from consult.submissions.feature import FEATURE as SUBMISSIONS

FEATURES: tuple[Feature, ...] = (
    PAGES,
    CONSULTATIONS,
    SUBMISSIONS,
    COMMENTS,
    JOURNEY,
    RESPONSES,
    LIBRARY,
    DESK,
    IMPORTS,
    EXPORTS,
    DECISIONS,
    ANALYSIS,
    FILES,
    FOLLOWS,
    NOTIFICATIONS,
    OFFICE,
    POPULATION,
    PRIVACY,
    ACCOUNTS,
    AUDIT,
    CITATIONS,
    DEADLINES,
    JOBS,
    MAIL,
    RECORDS,
    REGISTERS,
    REPORTS,
    SCRUTINY,
    STATISTICS,
    STEPS,
)
