"""Templates of the council: what a consultation says and asks, saved for others to begin with."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.copies import begin_from, outline_of
from consult.consultations.events import TemplateRemoved, TemplateSaved
from consult.consultations.models import Consultation, Template
from consult.consultations.policies import SEE_DRAFTS
from consult.kernel.authz import Actor
from consult.kernel.db import database_now, lock_row, lock_table
from consult.kernel.errors import Invalid, NotFound, SignInNeeded
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_line, clean_text


def save_template(session: Session, actor: Actor, source: Consultation, name: str, description: str) -> Template:
    """Keep what a consultation says and asks now under a name; a form that was sent twice keeps it once.

    Raises `Invalid` for no name, or for one that another template has.
    """
    name = clean_line(name)
    if not name:
        raise Invalid(fields={"name": _("Enter a name")})
    lock_row(session, source)
    # Nobody else saves a template until this one is kept: by then the name is known to be free.
    lock_table(session, Template)
    kept = Template(
        name=name,
        description=clean_text(description).strip(),
        outline=outline_of(session, source),
        origin_id=source.id,
        saved_at=database_now(session),
        saved_by_id=actor.person_id,
    )
    named = session.scalars(select(Template).where(Template.name == name)).first()
    if named is not None:
        if (named.origin_id, named.outline, named.description) == (source.id, kept.outline, kept.description):
            return named
        raise Invalid(fields={"name": _("Another template has this name. Enter another one")})
    session.add(kept)
    session.flush()
    record(session, TemplateSaved(consultation_id=source.id, template_id=kept.id), actor)
    return kept


def templates(session: Session) -> Sequence[Template]:
    """Return the templates in order of their names."""
    return session.scalars(select(Template).order_by(Template.name, Template.id)).all()


def find_template(session: Session, template_id: int, actor: Actor) -> Template:
    """Return a template; raises `SignInNeeded` for a stranger, `NotFound` when there is none the actor may know of."""
    if not actor.is_signed_in:
        raise SignInNeeded
    found = session.get(Template, template_id) if actor.has(*SEE_DRAFTS) else None
    if found is None:
        raise NotFound(_("There is no such template, or somebody removed it. Look at the list again."))
    return found


def begin_with(
    session: Session, actor: Actor, template: Template, title: str, form_key: str | None = None
) -> Consultation:
    """Begin a draft with a template; raises what `begin_from` does."""
    return begin_from(session, actor, template.outline, title, form_key)


def remove_template(session: Session, actor: Actor, template: Template) -> None:
    """Remove a template; drafts that began with it stay as they are."""
    lock_row(session, template)
    event = TemplateRemoved(consultation_id=template.origin_id, template_id=template.id)
    session.delete(template)
    session.flush()
    record(session, event, actor)


def names_of_templates(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    """Return the names of templates by number, as the audit log names them."""
    query = select(Template.id, Template.name).where(Template.id.in_(ids))
    return {row.id: f"“{row.name}”" for row in session.execute(query)}
