"""Writing the code book: themes are added, changed, merged and split, and keep their numbers."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from consult.analysis.quotations import require_verbatim
from consult.analysis.themes.events import ThemeAdded, ThemeEdited, ThemesMerged, ThemeSplit
from consult.analysis.themes.models import Theme
from consult.audit.services import record
from consult.consultations.models import Consultation, State
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_same, require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text

TITLE, DEFINITION, EXAMPLES, PARENT = _l("Theme"), _l("Definition"), _l("Examples"), _l("Part of")


def add_theme(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    title: str,
    definition: str,
    examples: str = "",
    parent_id: int | None = None,
    form_key: str | None = None,
) -> Theme:
    """Add a theme under the next number; the same form sent twice adds one.

    Raises `SavedOtherwise` when the form was sent before with other words, and `Invalid` for a parent that is none.
    """
    lock_row(session, consultation)
    words = _cleaned(title, definition, examples)
    known = session.scalar(select(Theme).where(Theme.form_key == form_key)) if form_key else None
    if known is not None:
        require_same(*_compared(session, known, words, parent_id))
        return known
    _require_quotable(session, consultation, title=words[0], definition=words[1])
    theme = _new(session, actor, consultation, words, _checked_parent(session, consultation, None, parent_id))
    theme.form_key = form_key
    session.flush()
    return theme


def edit_theme(
    session: Session,
    actor: Actor,
    theme: Theme,
    title: str,
    definition: str,
    examples: str,
    parent_id: int | None,
    seen_version: int,
) -> None:
    """Change the words of a theme; raises `ChangedMeanwhile` when somebody else saved it first."""
    _lock(session, theme)
    words = _cleaned(title, definition, examples)
    require_version(theme.version, seen_version, *_compared(session, theme, words, parent_id))
    _require_quotable(session, theme.consultation, title=words[0], definition=words[1])
    theme.title, theme.definition, theme.examples = words
    theme.parent_id = _checked_parent(session, theme.consultation, theme, parent_id)
    session.flush()
    event = ThemeEdited(consultation_id=theme.consultation_id, theme_id=theme.id, number=theme.number)
    record(session, event, by=actor)


def _require_quotable(session: Session, consultation: Consultation, **texts: str) -> None:
    """Raise `Invalid` for a quotation that is not word for word, once people read which themes they were given."""
    if consultation.state in {State.DECIDED, State.ARCHIVED}:
        for field, text in texts.items():
            require_verbatim(session, consultation, text, field)


def merge_themes(session: Session, actor: Actor, theme: Theme, into_id: int) -> Theme:
    """Let a theme count under another from now on; it stays readable and leads there.

    Whatever was merged into it before counts there too, and its parts become parts of the other. Raises `Invalid`
    unless the other is a theme of the same consultation that is offered.
    """
    _lock(session, theme)
    into = session.get(Theme, into_id)
    if into is None or into.id == theme.id or into.consultation_id != theme.consultation_id or not into.is_offered:
        raise Invalid(fields={"into": _("Select the theme under which it is to count")})
    if into.parent_id == theme.id:
        into.parent_id = None
    session.flush()
    of_theme = update(Theme).where(Theme.parent_id == theme.id, Theme.id != into.id)
    session.execute(of_theme.values(parent_id=into.parent_id or into.id, version=Theme.version + 1))
    chain = update(Theme).where((Theme.merged_into_id == theme.id) | (Theme.id == theme.id))
    session.execute(chain.values(merged_into_id=into.id, parent_id=None, version=Theme.version + 1))
    session.expire_all()
    event = ThemesMerged(
        consultation_id=theme.consultation_id, theme_id=theme.id, number=theme.number, into=into.number
    )
    record(session, event, by=actor)
    return into


def split_theme(session: Session, actor: Actor, theme: Theme, titles: Sequence[str]) -> list[Theme]:
    """Add the parts of a theme under numbers of their own, to code its texts anew with; raises `Invalid` below two.

    The theme is not offered any more, and keeps the texts it was given until they are coded with its parts.
    """
    _lock(session, theme)
    named = list(dict.fromkeys(line for line in map(clean_line, titles) if line))
    if len(named) < 2:
        raise Invalid(fields={"titles": _("Enter at least two parts, one on each line")})
    if any(len(title) > 200 for title in named):
        raise Invalid(fields={"titles": _("Each part must be 200 characters or fewer")})
    _require_quotable(session, theme.consultation, titles="\n".join(named))
    parts = [_new(session, actor, theme.consultation, (title, "", ""), theme.parent_id) for title in named]
    for part in parts:
        part.split_from_id = theme.id
    theme.split_at = database_now(session)
    session.flush()
    event = ThemeSplit(consultation_id=theme.consultation_id, theme_id=theme.id, number=theme.number, parts=len(parts))
    record(session, event, by=actor)
    return parts


def _new(
    session: Session, actor: Actor, consultation: Consultation, words: tuple[str, str, str], parent_id: int | None
) -> Theme:
    last = session.scalar(select(func.max(Theme.number)).where(Theme.consultation_id == consultation.id))
    title, definition, examples = words
    theme = Theme(
        consultation=consultation,
        number=(last or 0) + 1,
        title=title,
        definition=definition,
        examples=examples,
        parent_id=parent_id,
        created_at=database_now(session),
        created_by_id=actor.person_id,
    )
    session.add(theme)
    session.flush()
    event = ThemeAdded(consultation_id=consultation.id, theme_id=theme.id, number=theme.number)
    record(session, event, by=actor)
    return theme


def _lock(session: Session, theme: Theme) -> None:
    """Lock the code book and the theme; raises `Conflict` for one that was merged or split."""
    lock_row(session, theme.consultation)
    lock_row(session, theme)
    if not theme.is_offered:
        raise Conflict(_("This theme was merged or split meanwhile, so it stays as it is."))


def _cleaned(title: str, definition: str, examples: str) -> tuple[str, str, str]:
    return clean_line(title), clean_text(definition).strip(), clean_text(examples).strip()


def _compared(
    session: Session, theme: Theme, words: tuple[str, str, str], parent_id: int | None
) -> tuple[Compared, ...]:
    saved = (theme.title, theme.definition, theme.examples)
    fields = zip((TITLE, DEFINITION, EXAMPLES), saved, words, strict=True)
    parents = (_title_of(session, theme.parent_id), _title_of(session, parent_id))
    return (*(Compared(label, was, sent) for label, was, sent in fields), Compared(PARENT, *parents))


def _title_of(session: Session, theme_id: int | None) -> str:
    theme = session.get(Theme, theme_id) if theme_id else None
    return f"{theme.code} {theme.title}" if theme else ""


def _checked_parent(
    session: Session, consultation: Consultation, theme: Theme | None, parent_id: int | None
) -> int | None:
    """Return the parent, of which there is one level: a part has no parts, and what has parts is no part."""
    if parent_id is None or (theme is not None and theme.parent_id == parent_id):
        return parent_id
    parent = session.get(Theme, parent_id)
    is_fit = parent is not None and parent.consultation_id == consultation.id and parent.is_offered
    if parent is None or not is_fit or parent.parent_id is not None or (theme is not None and parent.id == theme.id):
        raise Invalid(fields={"parent": _("Select a theme that is not part of another")})
    has_parts = theme is not None and session.scalar(select(Theme.id).where(Theme.parent_id == theme.id).limit(1))
    if has_parts:
        raise Invalid(fields={"parent": _("This theme has parts of its own, so it cannot be part of another")})
    return parent.id
