"""A mail is written in the language of whoever gets it, not of whoever caused it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASKED_BY_ITS_READER = {"consult/journey/contacts.py", "consult/follows/services.py"}
"""Mails that answer the request of whoever gets them: what is spoken is their language."""
MODULES = sorted(path for folder in ("consult", "plugins") for path in (ROOT / folder).rglob("*.py"))


def mails_in_no_language(source: str) -> Iterator[int]:
    """Yield the lines on which a mail is written outside `with speaking_to(...)`."""
    tree = ast.parse(source)
    inside = {
        id(call)
        for block in ast.walk(tree)
        if isinstance(block, ast.With) and any(_called(item.context_expr) == "speaking_to" for item in block.items)
        for call in ast.walk(block)
    }
    for call in ast.walk(tree):
        if _called(call) == "send_mail" and id(call) not in inside:
            assert isinstance(call, ast.Call)
            yield call.lineno


def _called(node: ast.AST) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def test_every_mail_is_written_in_the_language_of_its_reader() -> None:
    mailing = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in MODULES}
    mailing = {name: source for name, source in mailing.items() if "send_mail(" in source}
    assert len(mailing) > 8
    found = {name: lines for name, source in mailing.items() if (lines := list(mails_in_no_language(source)))}
    assert set(found) == ASKED_BY_ITS_READER


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("send_mail(session, to=person.email)", True),
        ("with speaking_to(session, person.language):\n    send_mail(session, to=person.email)", False),
        ("with speaking(own):\n    send_mail(session, to=person.email)", True),
        ("with speaking_to(session, tag):\n    pass\nsend_mail(session, to=person.email)", True),
    ],
)
def test_a_mail_in_no_language_is_found(source: str, is_found: bool) -> None:
    assert bool(list(mails_in_no_language(source))) is is_found
