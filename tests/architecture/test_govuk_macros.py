"""The GOV.UK macros, in our environment, give what the styles and scripts that we build expect of them."""

import importlib.metadata
import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.pages import macro, meaning

ROOT = Path(__file__).parent.parent.parent
COMPONENTS = ROOT / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"
# The port says which release it is of only in its notes; both numbers change together.
PORTED = {"4.1.0": "6.3.0"}
# `null` in place of a row: a missing attribute of nothing is an error here. A textarea inside an item: the macros
# indent what is typed in it, which ours (consult/web/widgets.py) do not.
SPARED = {
    ("summary-list", "with falsy values"),
    ("checkboxes", "textarea in conditional"),
    ("radios", "textarea in conditional"),
}


def fixtures() -> list[tuple[str, dict[str, Any]]]:
    """Return the examples that come with govuk-frontend, where it is installed."""
    files = sorted(COMPONENTS.glob("*/fixtures.json"))
    read = [json.loads(file.read_text()) for file in files]
    return [(file["component"], example) for file in read for example in file["fixtures"]]


def test_macros_and_styles_are_of_the_same_release() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]["govuk-frontend"]
    assert PORTED[importlib.metadata.version("govuk-frontend-jinja")] == wanted


@pytest.mark.skipif(not COMPONENTS.is_dir(), reason="govuk-frontend is not installed: run “make assets”")
def test_every_example_of_govuk_frontend_means_the_same_in_our_environment() -> None:
    examples = [(component, example) for component, example in fixtures() if (component, example["name"]) not in SPARED]
    assert len(examples) > 600
    different = [
        f"{component}: {example['name']}"
        for component, example in examples
        if meaning(macro(component, example["options"]), is_strict=False) != meaning(example["html"], is_strict=False)
    ]
    assert different == []
