"""What people read is in plain English: words that were found hard, vague or stiff do not come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for folder in ("consult", "plugins") for path in (ROOT / folder).rglob("*.py"))
TEMPLATES = sorted(path for folder in ("templates", "consult", "plugins") for path in (ROOT / folder).rglob("*.html"))
INVENTED = {"consult/imports/made_up_responses.py"}
"""What made-up residents say in their own words."""

NOT_PROSE = {"consult/cli/skeleton.py", "consult/submissions/areas.py", "plugins/survey/forms.py"}
"""Where long texts are code, codes of places, or lines of an example."""
MAX_WORDS = 25
SQL = re.compile(r"\b(SELECT|CREATE|UPDATE|DELETE|TRIGGER)\b")
REFUSED = re.compile(
    r"""\bplease\b | \bclick\ here\b | \be\.g\. | \bi\.e\. | \betc\b
    | \bmend(s|ed|ing)?\b | \b(have|be|was|we)\ mailed\b | \bby\ itself\b | \bwhat\ became\ of\b | \bis\ told\b
    | \bchoose\ one\ of\ the\ answers | \bcould\ not\ read\ that\b | \bmatches\ what\ you\ look\ for\b
    | \byou\ tell\ about\ yourself\b | \bknows\ you\ again\b | \bleave\ out\ any\ question\b
    | \bnot\ a\ harmonised\ standard\b | \bsuccessful | \binvalid\b | \bin\ order\ to\b
    | \bchoose\ (whether|how|what|which|yes|at\ least|all\ that|from\ the|the\ (kind|part|outcome|chair|column)
        |an?\ (role|file|kind|reason|motion|councillor|weight|column|question))\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NOT_READ = re.compile(r"\{#.*?#\}|<script.*?</script>|<!--.*?-->", re.DOTALL)


def sentences_of_source(source: str) -> Iterator[str]:
    """Yield the texts of at least three words in a module, without its docstrings; placeholders become `{}`."""
    tree = ast.parse(source)
    inside = {
        id(part) for joined in ast.walk(tree) if isinstance(joined, ast.JoinedStr) for part in ast.walk(joined)
    } | {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            text = node.value
        if len(text.split()) > 2:
            yield text


def sentences_of_template(source: str) -> Iterator[str]:
    """Yield what a template shows: its text with tags and comments taken out, line by line, and its attributes."""
    for line in _NOT_READ.sub("", source).splitlines():
        if line.strip():
            yield re.sub(r"</?\w+[^>]*>", "", line).strip() + " " + " ".join(re.findall(r'"([^"]* [^"]*)"', line))


def read_by_people() -> Iterator[tuple[str, str]]:
    """Yield every text that people may read, with its file."""
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        if name not in INVENTED and "migrations" not in path.parts:
            yield from ((name, text) for text in sentences_of_source(path.read_text(encoding="utf-8")))
    for path in TEMPLATES:
        yield from ((str(path.relative_to(ROOT)), text) for text in sentences_of_template(path.read_text("utf-8")))


def test_no_sentence_has_a_word_that_was_found_hard() -> None:
    texts = list(read_by_people())
    assert len(texts) > 2_000
    assert [(name, text) for name, text in texts if REFUSED.search(text)] == []


def prose() -> Iterator[tuple[str, str]]:
    """Yield the sentences that people read, with their file: in templates, text and each quoted string for itself."""
    for path in SOURCES:
        name = str(path.relative_to(ROOT))
        if name not in INVENTED | NOT_PROSE and not {"migrations", "demo", "demo.py"} & set(path.parts):
            texts = sentences_of_source(path.read_text(encoding="utf-8"))
            yield from ((name, text) for text in texts if not SQL.search(text))
    for path in TEMPLATES:
        name, source = str(path.relative_to(ROOT)), _NOT_READ.sub("", path.read_text("utf-8"))
        for line in source.splitlines():
            yield name, re.sub(r"\{%.*?%\}|</?\w+[^>]*>", " ", re.sub(r"\{\{.*?\}\}", " … ", line))
            yield from ((name, quoted) for quoted in re.findall(r'"([^"{]* [^"{]*)"', line))


def long_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of more than 25 words, as GOV.UK's style guide counts them."""
    for sentence in re.split(r"(?<=[.?!:])\s+|\n\s*\n|\n\s*[*-]\s", text):
        if len([word for word in sentence.split() if any(letter.isalnum() for letter in word)]) > MAX_WORDS:
            yield sentence


def test_no_sentence_is_longer_than_25_words() -> None:
    assert [(name, sentence) for name, text in prose() for sentence in long_sentences(text)] == []


def test_long_sentences_are_found() -> None:
    long = "word " * 25 + "end."
    assert list(long_sentences(f"Short. {long} Short.")) == [long]
    assert list(long_sentences("word " * 25 + "… –")) == []


@pytest.mark.parametrize(
    ("text", "is_refused"),
    [
        ("Please enter your name", True),
        ("For a full list, click here", True),
        ("Bring proof, e.g. a letter", True),
        ("Choose one of the answers", True),
        ("Correct the file, or mend it", True),
        ("Correct or amend the file", False),
        ("Select whether you support the proposal", False),
        ("We are pleased to hear from you", False),
    ],
)
def test_hard_words_are_found(text: str, is_refused: bool) -> None:
    found = [
        *sentences_of_source(f'"""Please."""\nflash("{text}")\nflash(f"{text} {{name}}")'),
        *sentences_of_template(f'{{# please #}}\n<p class="a b">{text}</p>\n{{{{ inset("{text}") }}}}'),
    ]
    assert len(found) == 4
    assert [bool(REFUSED.search(item)) for item in found] == [is_refused] * 4
