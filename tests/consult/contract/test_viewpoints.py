"""A view names its row, its words, its author and when it changed, and is frozen."""

import dataclasses
from datetime import UTC, datetime

import pytest

from consult.contract.references import Link, Reference
from consult.contract.viewpoints import Viewpoint


def test_a_view_is_a_frozen_value() -> None:
    at = datetime(2023, 1, 16, tzinfo=UTC)
    link = Link(title="A letter", endpoint="pages.home")
    viewpoint = Viewpoint(reference=Reference("parking", 1), link=link, put_by="Traders", changed_at=at)
    with pytest.raises(dataclasses.FrozenInstanceError):
        viewpoint.put_by = "Somebody else"  # type: ignore[misc]
