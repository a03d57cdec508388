"""Who may keep contacts and note what bodies said."""

from consult.sdk.access import Permissions, auditor
from plugins.impact.assessments.policies import author

PERMISSIONS: Permissions = {
    "impact.engage": author,
    "impact.read_engagement": author | auditor,
}
