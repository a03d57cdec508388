"""A deployment is cited by its public number, and a withheld one without what is withheld."""

from sqlalchemy.orm import Session

from consult.citations.queries import links, read_references, reference_to
from consult.kernel.authz import ANONYMOUS
from plugins.register.citations import link_to_deployment
from tests.plugins.register.test_queries import keep_back


def test_a_row_is_found_by_its_number(filled: Session) -> None:
    (reference,) = read_references(filled, ANONYMOUS, "D-2022-001")
    assert reference.kind == "register_deployment"
    assert links(filled, ANONYMOUS, [reference])[reference].title.startswith("Deployment D-2022-001: ")


def test_a_withheld_row_is_called_by_its_number_alone(filled: Session) -> None:
    row = keep_back(filled)
    assert link_to_deployment(row).title == f"Deployment {row.number} (withheld)"
    assert links(filled, ANONYMOUS, [reference_to(row)])
