"""Templates: all compile, none is long, and only the components may say what is safe."""

import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from consult.disclosure.rules import ORDINARY, RESPONSES, share_in_steps
from consult.web.filters import FILTERS
from consult.web.templates import TemplateUndefined, template_loader

ROOT = Path(__file__).parent.parent.parent
LONGEST = 300
INLINE = re.compile(
    r"\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*[\"']|javascript:|<script(?![^>]*\bnonce=)|<script[^>]*>[^<]", re.I
)
EXTERNAL = re.compile(r"(?:src|srcset|poster|data)\s*=\s*[\"'](?:https?:)?//|<link[^>]+href=[\"'](?:https?:)?//", re.I)


def plugin_folders() -> dict[str, Path]:
    """Return each plugin's templates under its name."""
    return {folder.parent.name: folder for folder in sorted(ROOT.glob("plugins/*/templates"))}


def all_templates() -> list[str]:
    """Return every template of ours, by the name under which it is found."""
    core = sorted(path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*"))
    plugins = [
        f"{name}/{path.relative_to(folder).as_posix()}"
        for name, folder in plugin_folders().items()
        for path in sorted(folder.rglob("*.*"))
    ]
    return core + plugins


@cache
def environment() -> Environment:
    """Return an environment that finds and parses templates as the application does."""
    found = Environment(loader=template_loader(None, plugin_folders()), autoescape=True, undefined=TemplateUndefined)
    found.add_extension("jinja2.ext.i18n")
    found.filters.update(FILTERS, about_responses=ORDINARY.about, about_number=ORDINARY.about)
    found.filters.update(drawn_responses=RESPONSES.drawn, share_in_steps=share_in_steps)
    return found


@cache
def tree_of(name: str) -> nodes.Template:
    """Return a template as it was parsed."""
    return environment().parse(source_of(name))


def source_of(name: str) -> str:
    """Return the source of a template."""
    loader = environment().loader
    assert loader is not None
    return loader.get_source(environment(), name)[0]


TEMPLATES = all_templates()
PAGES = [name for name in TEMPLATES if name.endswith(".html")]


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles_and_everything_it_names_is_there(name: str) -> None:
    environment().get_template(name)
    tree = tree_of(name)
    for node in tree.find_all((nodes.Extends, nodes.FromImport, nodes.Import, nodes.Include)):
        named = getattr(node, "template", None)
        if isinstance(named, nodes.Const):
            environment().get_template(named.value)


@pytest.mark.parametrize("name", PAGES)
def test_macro_that_is_imported_is_there(name: str) -> None:
    for node in tree_of(name).find_all(nodes.FromImport):
        if not isinstance(node.template, nodes.Const):
            continue
        defined = exported_names(node.template.value)
        for imported in node.names:
            wanted = imported[0] if isinstance(imported, tuple) else imported
            assert wanted in defined, f"{name} imports {wanted} from {node.template.value}, which has no such macro"


def exported_names(name: str) -> set[str]:
    """Return the macros and values that a template offers to others."""
    tree = tree_of(name)
    macros = {node.name for node in tree.find_all(nodes.Macro)}
    values = {node.target.name for node in tree.find_all(nodes.Assign) if isinstance(node.target, nodes.Name)}
    return macros | values


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_is_not_long(name: str) -> None:
    assert source_of(name).count("\n") <= LONGEST


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("components/")])
def test_only_components_say_what_is_safe(name: str) -> None:
    tree = tree_of(name)
    assert not [node.lineno for node in tree.find_all(nodes.Filter) if node.name == "safe"]
    assert not list(tree.find_all(nodes.ScopedEvalContextModifier)), "autoescape stays on"
    assert not re.search(r"\bMarkup\b", source_of(name))


@pytest.mark.parametrize("name", PAGES)
def test_no_inline_script_or_style_and_nothing_from_elsewhere(name: str) -> None:
    assert not INLINE.findall(source_of(name))
    assert not EXTERNAL.findall(source_of(name))


@pytest.mark.parametrize("name", PAGES)
def test_every_form_that_changes_something_has_its_token(name: str) -> None:
    for form in re.findall(r"<form\b.*?</form>", source_of(name), re.S | re.I):
        if re.search(r"method=[\"']post", form, re.I):
            assert re.search(r"\bcsrf\(\)|hidden\(|render_hidden\(|csrf_token", form), form[:120]


def test_no_core_folder_is_named_like_a_plugin() -> None:
    core = {path.name for path in (ROOT / "templates").iterdir() if path.is_dir()}
    plugins = {path.parent.name for path in ROOT.glob("plugins/*/__init__.py")}
    assert not core & plugins


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('<p style="color:red">', True),
        ("<button onclick='x()'>", True),
        ("<script>x()</script>", True),
        ('<script nonce="x">x()</script>', True),
        ('<script type="module" nonce="{{ csp_nonce() }}" src="x"></script>', False),
        ('<a href="javascript:x()">', True),
        ('<p class="govuk-body" data-on="1">', False),
    ],
)
def test_the_search_for_inline_script_and_style_finds_it(source: str, is_found: bool) -> None:
    assert bool(INLINE.search(source)) is is_found
