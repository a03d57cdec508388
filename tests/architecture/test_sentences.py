"""Every sentence that people read goes through gettext."""

from pathlib import Path

import pytest

from tests.support.sentences import (
    glued_sentences,
    glued_sentences_of_template,
    literal_sentences,
    literal_texts_of_template,
)

ROOT = Path(__file__).resolve().parents[2]
NOT_FOR_PEOPLE = (
    *(
        "consult/cli/",
        "consult/config.py",
        "consult/migrate/",
        "consult/contract/registry.py",
        "consult/contract/faults.py",
        "consult/contract/faulty_views.py",
    ),
    *("consult/kernel/permanence.py", "consult/kernel/sqlite.py", "consult/kernel/key_samples.py"),
    *(
        "consult/kernel/setting_source.py",
        "consult/analysis/themes/themefinder_worker.py",
        "consult/publishing/docx.py",
    ),
    *(
        "consult/kernel/catalogues.py",
        "consult/web/headers.py",
        "consult/files/bucket_store.py",
        "consult/files/folder_store.py",
        "consult/testing.py",
        "commands.py",
        "migrations/",
    ),
)
"""What operators and programmers read, who run and write the code in English."""
IN_FILES = (
    *("consult/exports/descriptions.py", "consult/exports/records.py", "consult/exports/responses.py"),
    *("consult/exports/r_script.py", "consult/exports/ddi.py", "consult/exports/stata.py"),
    *("consult/exports/equality.py", "consult/exports/code_book.py", "consult/exports/crossed.py"),
    *(
        "consult/disclosure/tables.py",
        "consult/registers/files.py",
        "consult/contract/registers.py",
        "plugins/motion/minutes.py",
        "plugins/register/headings.py",
        "plugins/survey/json_schema.py",
    ),
)
"""What stands in files and in published tables, which are the same for everybody."""
INVENTED = ("consult/demo/", "/demo/", "/demo.py", "seeding.py", "consult/submissions/areas.py")
"""What made-up people say, and names of places."""
CUT_OFF = [
    ("consult/exports/cutting.py", 5, " … [cut here: longer than this kind of file can hold]"),
    ("consult/exports/xlsx.py", 21, " … [cut here: longer than a spreadsheet cell can hold]"),
]
"""What follows a text, whatever it says."""
ELSEWHERE = (*NOT_FOR_PEOPLE, *IN_FILES, *INVENTED)
MODULES = sorted(path for folder in ("consult", "plugins") for path in (ROOT / folder).rglob("*.py"))
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *ROOT.glob("plugins/*/templates/**/*.html")])


def named(path: Path) -> str:
    """Return a file's place in the repository."""
    return path.relative_to(ROOT).as_posix()


def test_no_sentence_of_a_module_stands_outside_gettext() -> None:
    read = [path for path in MODULES if not any(part in named(path) for part in ELSEWHERE)]
    assert len(read) > 300
    found = [(named(path), *literal) for path in read for literal in literal_sentences(path.read_text("utf-8"))]
    assert found == []


def test_no_text_of_a_template_stands_outside_gettext() -> None:
    assert len(TEMPLATES) > 200
    found = [(named(path), text) for path in TEMPLATES for text in literal_texts_of_template(path.read_text("utf-8"))]
    assert found == []


def test_no_sentence_of_a_module_is_put_together_from_pieces() -> None:
    read = [path for path in MODULES if not any(part in named(path) for part in ELSEWHERE)]
    found = [(named(path), *glued) for path in read for glued in glued_sentences(path.read_text("utf-8"))]
    assert found == CUT_OFF


def test_no_sentence_of_a_template_is_put_together_from_pieces() -> None:
    found = [(named(path), text) for path in TEMPLATES for text in glued_sentences_of_template(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('_("Publish it%(by)s.", by=_(" by %(day)s", day=day) if day else "")', True),
        ('_("Publish it by %(day)s.", day=day) if day else _("Publish it.")', False),
        ('_("Asked by ") + name', True),
        ('name + " " + place', False),
        ('_("Mail to %(name)s\\n", name=name)', False),
    ],
)
def test_glue_of_modules_is_found(source: str, is_found: bool) -> None:
    assert bool(list(glued_sentences(source))) is is_found


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('{{ name ~ _("has agreed") }}', True),
        ('{{ _("by") ~ name }}', True),
        ('{{ _("%(name)s has agreed", name=name) }}', False),
        ('{{ _("Save it.%(more)s", more=_(" It is put back.")) }}', True),
        ("{% trans %}Sent{% endtrans %}{% if by %} {% trans %}by {{ by }}{% endtrans %}{% endif %}", True),
        ("{% trans %}Found{% endtrans %}{% if more %}{% trans %}, page {{ page }}{% endtrans %}{% endif %}", True),
        ("{% trans %}Sent.{% endtrans %}{% if by %} {% trans %}By {{ by }}.{% endtrans %}{% endif %}", False),
        ("<li>{% trans %}Sent{% endtrans %}</li><li>{% trans %}by mail{% endtrans %}</li>", False),
        ("{% if a %}{% trans %}Sent{% endtrans %}{% else %}{% trans %}saved{% endtrans %}{% endif %}", False),
    ],
)
def test_glue_of_templates_is_found(source: str, is_found: bool) -> None:
    assert bool(list(glued_sentences_of_template(source))) is is_found


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ('flash("The page is saved.")', True),
        ('flash(_("The page is saved."))', False),
        ('flash(_(f"The page {name} is saved."))', True),
        ('flash(_("The page %(name)s is saved.", name=name))', False),
        ('flash(f"The page {name} is saved.")', True),
        ("flash(f'{_(\"The page is saved.\")}')", True),
        ('flash(f"{name}, {place}")', False),
        ('raise Invalid("Enter a name.")', True),
        ('raise ValueError("a name is needed")', False),
        ('log.warning("no mail server answers")', False),
        ('def f():\n    """Say a word."""\n    return "a word"', True),
        ('title: str = "A word"', True),
        ('form.add_error("name", "Enter another name")', True),
        ('LABELS = {"a key": "what people read"}', True),
        ('kind == "a word"', False),
        ('session.execute("SELECT a FROM b")', False),
    ],
)
def test_sentences_of_modules_are_found(source: str, is_found: bool) -> None:
    assert bool(list(literal_sentences(source))) is is_found


@pytest.mark.parametrize(
    ("source", "is_found"),
    [
        ("<p>Saved</p>", True),
        ("<p>{% trans %}Saved{% endtrans %}</p>", False),
        ('<p>{{ _("Saved now") }}</p>', False),
        ('<p>{{ heading("Saved now") }}</p>', True),
        ('<p>{{ ngettext("%(num)s day left", "%(num)s days left", days) }}</p>', False),
        ('<a title="Read more" href="/"></a>', True),
        ('<a title="{{ _("Read more") }}" href="/"></a>', False),
        ('<a class="govuk-link app-link" href="/">&nbsp;{{ name }}, {{ place }}</a>', False),
        ("{# for editors #}<script>let x</script>", False),
        ("{% block title %}{{ name }} or more{% endblock %}", True),
    ],
)
def test_texts_of_templates_are_found(source: str, is_found: bool) -> None:
    assert bool(list(literal_texts_of_template(source))) is is_found
