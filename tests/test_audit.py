"""What the audit of the locks makes of the reports it gets."""

import importlib.util
from pathlib import Path
from types import ModuleType


def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", Path(__file__).parents[1] / "requirements" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_weakness_is_named_and_what_could_not_be_asked_is_not_counted() -> None:
    report = {
        "dependencies": [
            {"name": "flask", "version": "3.1.3", "vulns": []},
            {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-1"}]},
            {"name": "ours", "skip_reason": "not found"},
        ]
    }
    assert audit().weaknesses_in_python(report) == (["pillow 1.0: PYSEC-1"], 2)
    assert audit().weaknesses_in_npm({"vulnerabilities": {"sass": {"severity": "high"}}}) == ["sass: high"]
    assert audit().weaknesses_in_npm({"vulnerabilities": {}}) == []
