"""Finding sentences that people read and that do not go through gettext."""

import ast
import re
from collections.abc import Iterator

GETTEXT = {"_", "_l", "gettext", "lazy_gettext", "ngettext"}
FOR_PROGRAMMERS = {
    *("Misconfigured", "RuntimeError", "ValueError", "TypeError", "KeyError", "LookupError", "NotImplementedError"),
    *("AssertionError", "Unreadable", "UpgradeFailed", "UsageError", "ClickException"),
    *("debug", "info", "warning", "error", "exception", "critical", "getLogger"),
}
"""Errors of settings and of code, and the log."""
NOT_READ = {
    *("ForeignKey", "CheckConstraint", "UniqueConstraint", "Index", "mapped_column", "relationship", "DDL", "text"),
    *("execute", "exec_driver_sql", "literal_column", "compile", "sub", "search", "match", "fullmatch", "split"),
    *("attributes_html", "as_markup", "Markup", "option", "argument", "command", "echo", "secho", "Rule", "rule"),
    *("seal", "open", "enqueue", "digests", "strftime", "replace", "startswith", "endswith", "route", "Column"),
}
"""Calls whose texts are code, markup, names of rules, words of the command line, or columns of files."""
NOT_READ_AS = {
    "name",
    "endpoint",
    "permission",
    "kind",
    "classes",
    "autocomplete",
    "ondelete",
    "cascade",
    "help",
    "key",
}
"""Arguments whose texts are names."""
CODE = re.compile(
    r"""\b(SELECT|INSERT|UPDATE|DELETE\ FROM|CREATE|DROP|ALTER|SAVEPOINT|ROLLBACK|RELEASE|BEGIN)\b
    | \b(WHERE|ORDER\ BY|LOCK\ TABLE|SET\ NULL|FOR\ (SHARE|UPDATE))\b
    | \bIS\ (NOT|NULL|DISTINCT)\b | \ AND\ | \ WHEN\ | \b(OLD|NEW)\. | \bIN\ \( | CAST\( | \bNOTIFY\b | \bLISTEN\b
    | govuk- | app- | </?\w | <\?xml | :// | \\[dws] | =\{ | xmlns | rel=" | ^/
    | ="[\w-]*$ | ="$ | noindex | inline; | __conditional | mailto: | \ MATCH
    | ^(Expires|Preferred-Languages|Canonical):
    | ;\ charset | attachment; | sandbox; | no-cache | max-age | noopener | ^-c | is_being_changed""",
    re.VERBOSE,
)
_WORDS = re.compile(r"[^\W\d_]{2}")


def is_sentence(text: str) -> bool:
    """Whether a text has words with a space between them, and is no code."""
    bare = text.strip()
    return " " in bare and bool(_WORDS.search(bare)) and not CODE.search(text)


def literal_sentences(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of every sentence in a module that gettext does not see, except for what no reader sees."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in GETTEXT and isinstance(parents[node], ast.FormattedValue):
            # Babel does not look inside an f-string, so no catalogue would ever have it.
            yield node.lineno, ast.unparse(node)
        if isinstance(parents.get(node), ast.Expr | ast.JoinedStr):
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        else:
            continue
        if is_sentence(text) and not _is_excused(node, parents):
            yield node.lineno, text


def _is_excused(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    while (above := parents.get(node)) is not None:
        if isinstance(above, ast.Call) and _called(above) in FOR_PROGRAMMERS | NOT_READ:
            return True
        if isinstance(above, ast.Call) and _called(above) in GETTEXT and isinstance(node, ast.Constant):
            return True
        if isinstance(above, ast.keyword) and above.arg in NOT_READ_AS:
            return True
        if isinstance(above, ast.Compare | ast.Assert | ast.Set | ast.FormattedValue | ast.arg | ast.Subscript):
            return True
        if isinstance(above, ast.Dict) and node in above.keys:
            return True
        if isinstance(above, ast.AnnAssign) and node is above.annotation:
            return True
        if isinstance(above, ast.FunctionDef) and node is above.returns:
            return True
        node = above
    return False


def _called(call: ast.Call) -> str:
    name = call.func
    return name.attr if isinstance(name, ast.Attribute) else name.id if isinstance(name, ast.Name) else ""


_HIDDEN = re.compile(
    r"\{#.*?#\}|<!--.*?-->|<(script|style|svg)\b.*?</\1>|\{%-?\s*trans\b.*?endtrans\s*-?%\}", re.DOTALL
)
_PYTHON = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SAID = re.compile(r"\b(?:_|gettext|ngettext)\((?:\s*(\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')\s*,?)+", re.DOTALL)
_STRING = re.compile(r"\"([^\"]*)\"|'([^']*)'")
_ATTRIBUTE = re.compile(r"\s(?:title|alt|aria-label|placeholder)=\"([^\"]*)\"")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<!DOCTYPE[^>]*>")
_NAMES = re.compile(r"(?:govuk|app)-[\w!-]*")


def literal_texts_of_template(source: str) -> Iterator[str]:
    """Yield every text of a template that gettext does not see: between tags, in attributes, in calls."""
    shown = _HIDDEN.sub(" ", source)
    for code in _PYTHON.findall(shown):
        if not re.match(r"\{%-?\s*(extends|import|from|include|block)\b", code):
            texts = (double or single for double, single in _STRING.findall(_SAID.sub("", code)))
            yield from (text for text in texts if is_sentence(text))
    without = _PYTHON.sub("", shown)
    attributes = _ATTRIBUTE.findall(without)
    for text in [*attributes, *_TAG.sub("\n", without).split("\n")]:
        bare = _NAMES.sub("", re.sub(r"&\w+;", "", text)).strip()
        if re.search(r"[^\W\d_]", bare):
            yield bare


_RUN = re.compile(
    r"\{%-?\s*trans\b[^%]*%\}((?:(?!endtrans).)*)\{%-?\s*endtrans\s*-?%\}([^<]*?)"
    r"(?=\{%-?\s*trans\b(?:[^%]|%(?!\}))*%\}((?:(?!endtrans).)*)\{%)",
    re.DOTALL,
)
_APART = re.compile(r"\{%-?\s*(else|elif|set|endset|block|endblock|call|macro)\b|[,;:·(]\s*$")
_TILDE = re.compile(r"~\s*(?:_|ngettext)\(|\b(?:_|ngettext)\((?:[^()]|\([^()]*\))*\)\s*~")


def glued_sentences(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and text of what a module puts together from pieces that are translated one by one."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            if any(isinstance(side, ast.Call) and _called(side) in GETTEXT for side in (node.left, node.right)):
                yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and _called(node) in GETTEXT:
            said = [text.value for text in node.args if isinstance(text, ast.Constant)]
            yield from ((node.lineno, text) for text in said if isinstance(text, str) and text != text.strip(" "))


def glued_sentences_of_template(source: str) -> Iterator[str]:
    """Yield what a template puts together from pieces: by `~`, with a space at an end, or in a run without a tag."""
    yield from (found[0] for found in _TILDE.finditer(source))
    for said in _SAID.finditer(source):
        texts = (double or single for double, single in _STRING.findall(said[0]))
        yield from (text for text in texts if text != text.strip(" "))
    for first, between, second in _RUN.findall(source):
        is_whole = re.search(r"[.!?:]\s*$", first) or _APART.search(between)
        if not is_whole and re.match(r"\s*(?:[,.;]\s*\w?|[a-z])", second):
            yield f"{first}{between}{second}"
