"""The ten questions that both sides ask, and one answer to each."""

from typing import Any

SCALES = tuple(f"scale_{number}" for number in range(6))
TEXTS = tuple(f"text_{number}" for number in range(4))
WRITTEN = "I would like to know who is on the list and why, and who checks the results every year."
ANSWER = {**dict.fromkeys(SCALES, "support"), **dict.fromkeys(TEXTS, WRITTEN)}
QUESTIONS: dict[str, Any] = {
    "questions": [
        *(
            {"key": name, "kind": "scale", "label": f"How far do you support part {name}?", "scale": "support"}
            for name in SCALES
        ),
        *({"key": name, "kind": "long_text", "label": f"What should we know about {name}?"} for name in TEXTS),
    ]
}
RESPONSES = 144_366
"""The people scanned in the six deployments of 2022, as the Metropolitan Police published them."""
SMALL = 1_000
