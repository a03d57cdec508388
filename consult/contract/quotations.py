"""Quotations in what officers write for the public: whoever writes it has them checked before it can be read."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of


def require_verbatim(
    session: Session, consultation_id: int, text: str, field: str = "", *, also: Iterable[str] = ()
) -> None:
    """Raise `Invalid` at a field, or `Conflict`, for a quotation that no response that the public reads says so.

    What the consultation itself says may be quoted, and what any text of `also` says.
    """
    for check in deployment_of(session).registry.verbatim:
        check(session, consultation_id, text, field, also)
