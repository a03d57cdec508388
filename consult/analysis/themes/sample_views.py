"""The officer's pages of samples: drawing one, reading its answers again, and what it tells; and the public part."""

from collections.abc import Iterator

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from consult.analysis.themes import samples
from consult.analysis.themes.agreement import Estimate, highest_share
from consult.analysis.themes.queries import CodedText, text_questions, themes_of
from consult.analysis.themes.sample_forms import ReReadingForm, SampleForm, SecondCodingForm
from consult.analysis.themes.sample_models import Purpose, Sample, SampledText
from consult.analysis.themes.sample_queries import (
    Agreement,
    find_sample,
    find_sampled,
    found_in,
    published_of,
    published_themes,
    to_read,
)
from consult.consultations.models import Activity, Consultation
from consult.consultations.places import RESULTS_PAGE
from consult.consultations.queries import find_activity
from consult.contract.questions import Question
from consult.kernel.errors import DomainError, NotFound
from consult.kernel.messages import gettext as _
from consult.submissions.owners import require_desk
from consult.web.forms import render_form
from consult.web.guard import actor, loaded_by, permit
from consult.web.transactions import db

bp = Blueprint("samples", __name__, url_prefix="/staff")


@bp.route("/activities/<int:activity_id>/texts/<question>/sample", methods=["GET", "POST"])
@permit("analysis.code", load=find_activity, rest=("question",))
def draw(activity: Activity, question: str) -> ResponseReturnValue:
    """Draw a sample of the answers to a question."""
    require_desk(db(), activity)
    asked = _asked(activity, question)
    form = SampleForm()
    if form.validate_on_submit():
        try:
            purpose, size = Purpose(form.purpose.data or ""), int(form.size.data or 0)
            sample = samples.draw_sample(db(), actor(), activity, question, purpose, size)
        except DomainError as error:
            form.take_errors(error)
        else:
            return redirect(url_for("samples.sample", sample_id=sample.id), 303)
    return render_form("analysis/themes/draw_sample.html", form, activity=activity, question=asked)


@bp.get("/samples/<int:sample_id>")
@permit("analysis.themes", load=loaded_by(find_sample))
def sample(sample: Sample) -> ResponseReturnValue:
    """Show how a sample was drawn, how far it is read, and what it tells."""
    found = found_in(db(), sample)
    titles = {theme.code: theme.title for theme in db().scalars(themes_of(sample.activity.consultation_id))}
    return render_template(
        "analysis/themes/sample.html",
        sample=sample,
        changed=samples.changed_since(db(), sample) if sample.published_at else 0,
        question=_asked(sample.activity, sample.question),
        found=found,
        next=to_read(db(), sample, actor()),
        at_most=highest_share(found.new, found.read) if found.read else None,
        rows=[_row(row, titles) for row in (found.overall, *found.by_theme)],
    )


@bp.route("/sampled/<int:sampled_id>", methods=["GET", "POST"])
@permit("analysis.code", load=find_sampled)
def read(found: tuple[SampledText, CodedText]) -> ResponseReturnValue:
    """Code an answer a second time, without its first coding; or read one that was left aside."""
    sampled, coded = found
    form = _reading_form(sampled)
    if form.validate_on_submit():
        try:
            if isinstance(form, ReReadingForm):
                samples.read_again(db(), actor(), sampled, coded, is_new=form.is_new.data == "yes")
            else:
                samples.code_again(db(), actor(), sampled, coded, form.themes.data)
        except DomainError as error:
            form.take_errors(error)
        else:
            following = to_read(db(), sampled.sample, actor())
            if following is None:
                return redirect(url_for("samples.sample", sample_id=sampled.sample_id), 303)
            return redirect(url_for("samples.read", sampled_id=following.id), 303)
    return render_form("analysis/themes/read_sample.html", form, sampled=sampled, coded=coded)


@bp.post("/samples/<int:sample_id>/publish")
@permit("analysis.code", load=loaded_by(find_sample))
def publish(sample: Sample) -> ResponseReturnValue:
    """Publish what a sample tells beside the results."""
    samples.publish_sample(db(), actor(), sample)
    flash(_("What this sample tells is published beside the results."), "success")
    return redirect(url_for("samples.sample", sample_id=sample.id), 303)


def beside_results(consultation: Consultation) -> str | None:
    """Return what published samples tell, for the page of results."""
    published = list(db().scalars(published_of(consultation.id)))
    if not published:
        return None
    rows = {sample.id: list(_published_rows(sample)) for sample in published if sample.purpose is Purpose.CODED}
    labels = {sample.id: _asked(sample.activity, sample.question).label for sample in published}
    return render_template("analysis/themes/_results.html", published=published, rows=rows, labels=labels)


def _published_rows(sample: Sample) -> Iterator[tuple[str, str, str]]:
    for name, row in ((_("All themes"), sample.published or {}), *published_themes(db(), sample)):
        yield name, told(row["kappa"]), told(row["f1"])


RESULTS_SLOT = RESULTS_PAGE.slot(beside_results)


def told(figures: list[float | None] | None) -> str:
    """Return a figure with its interval in words, or why there is none."""
    if figures is None:
        return _("too few to tell")
    value, low, high = figures
    if low is None or high is None:
        return f"{value:.2f}"
    return _("%(value)s (%(low)s to %(high)s)", value=f"{value:.2f}", low=f"{low:.2f}", high=f"{high:.2f}")


def _row(row: Agreement, titles: dict[str, str]) -> tuple[str, str, str]:
    name = f"{row.theme} {titles[row.theme]}" if row.theme else _("All themes")
    return name, told(_figures(row.kappa)), told(_figures(row.f1))


def _figures(found: Estimate | None) -> list[float | None] | None:
    return None if found is None else [found.value, found.low, found.high]


def _reading_form(sampled: SampledText) -> SecondCodingForm | ReReadingForm:
    if sampled.sample.purpose is Purpose.LEFT_ASIDE:
        return ReReadingForm()
    form = SecondCodingForm(data={"themes": sampled.second if sampled.read_by_id == actor().person_id else []})
    in_book = db().scalars(themes_of(sampled.sample.activity.consultation_id))
    form.offer([theme for theme in in_book if theme.code in sampled.sample.themes])
    return form


def _asked(activity: Activity, key: str) -> Question:
    asked = next((question for question in text_questions(db(), activity) if question.key == key), None)
    if asked is None:
        raise NotFound
    return asked
