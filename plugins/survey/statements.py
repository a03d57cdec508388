"""Several statements on one scale: a page of questions that have the same answers, entered in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from consult.sdk.errors import Invalid
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_line
from plugins.survey import edits
from plugins.survey.definition import LONGEST_LABEL, Definition, Item, Option

BATTERY = "battery"
"""What the builder’s form calls several statements on one scale, which are no kind of question by themselves."""
OPINIONS = "opinions"
"""What it calls statements with which people agree or disagree, or which they pass."""
OPINION = _l("agree | Agree | 1\ndisagree | Disagree | -1\npass | Pass, or not sure | 0")
SCALE = "likert"
"""The kind of question that each of the statements is."""
FEWEST, MOST = 2, 50


def statements_in(typed: str) -> list[str]:
    """Return the statements that typed lines say; raises `Invalid` for too few, too many, too long or repeated ones."""
    lines = [*filter(None, map(clean_line, typed.split("\n")))]
    if not FEWEST <= len(lines) <= MOST:
        said = _("Enter %(fewest)s to %(most)s statements, one on each line", fewest=FEWEST, most=MOST)
        raise Invalid(None, {"statements": said})
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LABEL:
            raise _fault(number, _("shorten it to %(longest)s characters or less", longest=f"{LONGEST_LABEL:,}"))
        if line.casefold() in seen:
            raise _fault(number, _("this statement stands there twice"))
        seen.add(line.casefold())
    return lines


def _fault(number: int, what: str) -> Invalid:
    return Invalid(None, {"statements": _("Line %(number)s of the statements: %(what)s", number=number, what=what)})


def with_statements(
    definition: Definition,
    heading: str,
    statements: Sequence[str],
    options: tuple[Option, ...],
    *,
    key: str,
    is_required: bool,
) -> Definition:
    """Put a page with this heading at the end, on which each statement is a question with these options.

    With a key, the statements are numbered behind it; without one each has a key made from its words. Where the survey
    asks all of them already, it stays as it is.
    """
    plain = Item("", "", SCALE, {}, options=options, required=is_required)
    if all(edits.is_there(definition, replace(plain, label=edits.put_words({}, each))) for each in statements):
        return definition
    made = edits.add_page(definition, title=heading, text="", show_if=None)
    keys = _numbered(key) if key else iter(lambda: "", None)
    for statement, own in zip(statements, keys, strict=False):
        item = replace(edits.new_item(made, SCALE, own, statement), options=options, required=is_required)
        made = edits.add_item(made, made.pages[-1].id, item)
    return made


def _numbered(key: str) -> Iterator[str]:
    return (f"{key[:27].rstrip('_')}_{number}" for number in range(1, MOST + 1))
