"""Who may write, sign and read impact assessments."""

from consult.sdk.access import Permissions, Role, anyone, auditor, has_role, staff

police = has_role(Role.AUTHORISING_OFFICER)
author = staff | police

PERMISSIONS: Permissions = {
    "impact.read_assessments": anyone,
    "impact.inspect_assessments": author | auditor,
    "impact.assess": author,
    "impact.sign_assessment": author,
}
