"""Who acts, what they may do, and the permission that every page asks for."""

from consult.accounts.connection_cookies import actors_of_connections, secret_of_connection
from consult.kernel.authz import (
    ANONYMOUS,
    SYSTEM,
    Actor,
    Permissions,
    Role,
    Rule,
    anyone,
    auditor,
    councillor,
    has_role,
    officer,
    rule,
    staff,
)
from consult.kernel.reach import Reach
from consult.web.guard import actor, loaded_by, permit, require
from consult.web.programs import for_programs

__all__ = [
    "ANONYMOUS",
    "SYSTEM",
    "Actor",
    "Permissions",
    "Reach",
    "Role",
    "Rule",
    "actor",
    "actors_of_connections",
    "anyone",
    "auditor",
    "councillor",
    "for_programs",
    "has_role",
    "loaded_by",
    "officer",
    "permit",
    "require",
    "rule",
    "secret_of_connection",
    "staff",
]
