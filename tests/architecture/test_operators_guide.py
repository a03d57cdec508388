"""The operators' guide names every setting that Consult reads, and none that it does not."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_guide_lists_the_settings_that_are_read() -> None:
    code = (ROOT / "consult/config.py").read_text()
    read = set(
        re.findall(r'source\.(?:text|optional|words|word|days|number|flag|folder|address)\(\s*"([A-Z_]+)"', code)
    )
    table = (ROOT / "docs/operators.md").read_text().split("## Settings")[1].split("\n## ")[0]
    told: set[str] = set()
    for row in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE):
        names = re.findall(r"`([A-Z_]+)`", row)
        told.update(f"CONSULT_SMTP{name}" if name.startswith("_") else name for name in names)
    assert read
    assert {f"CONSULT_{name}" for name in read} == told


def test_settings_of_the_example_are_read() -> None:
    example = (ROOT / "deploy/consult.env.example").read_text()
    guide = (ROOT / "docs/operators.md").read_text()
    names = re.findall(r"^#?(CONSULT_[A-Z_]+)=", example, re.MULTILINE)
    assert names
    assert [name for name in names if name not in guide and "SMTP" not in name] == []
