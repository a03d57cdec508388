"""The page on which drafters say what a motion cites."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, permit
from consult.sdk.database import db
from consult.sdk.errors import Invalid
from consult.sdk.forms import Form, Length, SelectField, StringField, choice, render_form, render_options
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.pages import row_number
from consult.sdk.references import Reference, ReferencesField, WrongLines, cited_in, offered_to_cite, reference_to
from plugins.motion.models import Motion
from plugins.motion.queries import find_draft
from plugins.motion.services.citing import cite_in_draft, uncite_in_draft

bp = Blueprint("motion_citing", __name__, url_prefix="/motions/drafts/<int:motion_id>/citations")
KINDS = ("consultation", "theme", "issue", "decision")
"""What has no reference that could be typed."""


class CiteForm(Form):
    """Something that the motion is to cite."""

    chosen = SelectField(_l("Consultation, theme, issue or decision"), render_kw=render_options(optional=True))
    references = ReferencesField(_l("Or anything else, by its reference"))
    note = StringField(
        _l("What do you cite it for?"),
        [Length(max=200)],
        description=_l("Those who write this draft read it, and nobody else."),
        render_kw=render_options(optional=True),
    )

    def offer(self, offered: list[tuple[str, str]]) -> None:
        """Put these on the list."""
        self.chosen.choices = [choice("", _l("Nothing from this list")), *(choice(key, name) for key, name in offered)]

    @property
    def chosen_references(self) -> list[Reference]:
        """What was selected."""
        kind, _dash, number = str(self.chosen.data or "").partition("-")
        return [Reference(kind, row_number(number))] if number else []


@bp.route("", methods=["GET", "POST"])
@permit("motion.edit", load=find_draft)
def page(motion: Motion) -> ResponseReturnValue:
    """Show what the draft cites, and let it cite more."""
    form = CiteForm()
    form.offer([(f"{one.kind}-{one.id}", name) for one, name in offered_to_cite(db(), actor(), KINDS)])
    if form.validate_on_submit():
        try:
            cite_in_draft(
                db(),
                actor(),
                motion,
                chosen=form.chosen_references,
                typed=form.references.data or "",
                note=form.note.data or "",
            )
        except WrongLines as wrong:
            for sentence in wrong.lines:
                form.add_error("references", sentence)
        except Invalid as error:
            form.take_errors(error)
        else:
            return _back(motion)
    cited = cited_in(db(), actor(), reference_to(motion))
    return render_form("motion/citing.html", form, motion=motion, cited=cited)


@bp.post("/remove")
@permit("motion.edit", load=find_draft)
def remove(motion: Motion) -> ResponseReturnValue:
    """Take a citation out."""
    target = Reference(request.form.get("kind", ""), row_number(request.form.get("id")))
    uncite_in_draft(db(), actor(), motion, target)
    flash(_("The citation was taken out"), "success")
    return _back(motion)


def _back(motion: Motion) -> ResponseReturnValue:
    return redirect(url_for("motion_citing.page", motion_id=motion.id), 303)
