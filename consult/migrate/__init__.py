"""The schema of the core and of each plugin, each with a history of its own."""

from consult.migrate.drift import faults_of_history, faults_of_schema
from consult.migrate.histories import History, histories, import_models
from consult.migrate.upgrades import UpgradeFailed, downgrade, is_current, pending, upgrade

__all__ = [
    "History",
    "UpgradeFailed",
    "downgrade",
    "faults_of_history",
    "faults_of_schema",
    "histories",
    "import_models",
    "is_current",
    "pending",
    "upgrade",
]
