"""The pages on which words of an engagement are withheld from the public, and published after all."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from consult.sdk.access import actor, loaded_by, permit
from consult.sdk.database import db
from consult.sdk.errors import Invalid
from consult.sdk.forms import choice, render_form
from consult.sdk.messages import gettext as _
from plugins.impact.assessments.forms import WithholdForm, exemption_of
from plugins.impact.assessments.terms import EXEMPTIONS
from plugins.impact.engagement import withholding
from plugins.impact.engagement.models import Engagement, EngagementWithholding
from plugins.impact.engagement.queries import find_engagement
from plugins.impact.engagement.withholding import find_withholding, texts_of, withheld_of

bp = Blueprint("impact_engagement_words", __name__, url_prefix="/staff/impact/engagement")


@bp.route("/<int:engagement_id>/withhold", methods=["GET", "POST"])
@permit("impact.engage", load=loaded_by(find_engagement))
def withhold(engagement: Engagement) -> ResponseReturnValue:
    """Withhold words of minutes, or of what a body said or was answered, and list what is withheld."""
    form, texts = WithholdForm(), texts_of(engagement)
    labels = _labels(engagement)
    form.field.choices = [choice(_key(*place), labels[place]) for place in texts]
    if form.validate_on_submit():
        field, _dash, number = str(form.field.data).partition("-")
        try:
            wanted = exemption_of(form, field)
            withholding.withhold(db(), actor(), engagement, int(number) if number else None, wanted)
        except Invalid as fault:
            form.take_errors(fault)
        else:
            return _back(engagement, _("The public reads a mark there, with the exemption and the reason."))
    return render_form(
        "impact/engagement/withhold.html",
        form,
        engagement=engagement,
        said=[(labels[place], text) for place, text in texts.items()],
        withheld=[
            (made, labels[made.voice_id, made.field], EXEMPTIONS[made.exemption])
            for made in db().scalars(withheld_of(engagement))
        ],
    )


@bp.post("/withheld/<int:withholding_id>/lift")
@permit("impact.engage", load=loaded_by(find_withholding))
def lift(withheld: EngagementWithholding) -> ResponseReturnValue:
    """Publish words that were withheld."""
    withholding.lift(db(), actor(), withheld)
    return _back(withheld.engagement, _("Everybody reads these words now."))


def _labels(engagement: Engagement) -> dict[tuple[int | None, str], str]:
    found: dict[tuple[int | None, str], str] = {(None, "minutes"): _("Minutes")}
    for voice in engagement.voices:
        found[voice.id, "said"] = _("What %(name)s said", name=voice.name)
        found[voice.id, "answer"] = _("What %(name)s was answered", name=voice.name)
    return found


def _key(voice_id: int | None, field: str) -> str:
    return f"{field}-{voice_id}" if voice_id else field


def _back(engagement: Engagement, sentence: str) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for("impact_engagement.engagement", engagement_id=engagement.id), 303)
