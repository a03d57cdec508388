"""What the page of a draft says."""

import re
from pathlib import Path

from flask import Flask

from plugins.motion.drafting.page_words import words_of_page

SCRIPTS = Path(__file__).parents[4] / "plugins" / "motion" / "scripts"


def test_the_scripts_say_nothing_that_is_not_handed_to_them_and_everything_that_is(application: Flask) -> None:
    with application.test_request_context():
        words = words_of_page()
    written = "".join(path.read_text() for path in SCRIPTS.rglob("*.js"))
    named = set(re.findall(r"words\.(\w+)", written))
    assert named <= set(words)
    assert [name for name in set(words) - named if f'"{name}"' not in written] == []
