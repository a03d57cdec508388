"""The officers' desk for consultations: the blueprint, and what its pages share."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.consultations.changes import LABELS, shown_value
from consult.consultations.forms import ContentForm
from consult.consultations.models import Consultation
from consult.kernel.errors import ChangedMeanwhile
from consult.kernel.worddiff import Part, word_diff

bp = Blueprint("consultations_staff", __name__, url_prefix="/staff")


@dataclass(frozen=True)
class Clash:
    """A field that somebody else saved differently from what was typed here."""

    label: str
    saved: str
    parts: Sequence[Part]


def to_desk(consultation: Consultation) -> ResponseReturnValue:
    """Go to the consultation's page on the desk."""
    return redirect(url_for("consultations_staff.show", slug=consultation.slug), 303)


def clash_page(template: str, form: ContentForm, consultation: Consultation) -> ResponseReturnValue:
    """Show what somebody else saved beside what was typed here; saving again is then a decision, not an accident."""
    form.version.data = str(consultation.version)
    form.add_error(None, ChangedMeanwhile.default)
    clashes = [
        Clash(LABELS[name], saved, word_diff(saved, typed))
        for name, value in form.values().items()
        if (saved := shown_value(getattr(consultation, name))) != (typed := shown_value(value))
    ]
    return render_template(template, form=form, consultation=consultation, clashes=clashes), 409
