"""The forms of votes around a debate: on a closure, a casting vote given later, and a vote that is minuted."""

from consult.sdk.forms import DataRequired, Form, RadioField, RequiredIf, SelectField, choice
from consult.sdk.messages import lazy_gettext as _l
from plugins.motion.records import VOTING, Choice
from plugins.motion.vote_forms import OUTCOMES, UnnamedVoteForm
from plugins.motion.voting_rules import Closure


class ClosureForm(UnnamedVoteForm):
    """What was moved to end the debate, whether the names were taken down, and what came of the vote on it."""

    outcome = RadioField(
        _l("What was the outcome?"),
        [RequiredIf("is_named", "no", message=_l("Select the outcome"))],
        choices=[choice(state, state.label) for state in OUTCOMES],
    )
    is_named = RadioField(
        _l("Were the names taken down?"),
        [DataRequired(_l("Say whether the names were taken down"))],
        choices=[
            choice("no", _l("No, there was a show of hands or the like")),
            choice("yes", _l("Yes, I enter the names on the next page")),
        ],
    )

    closure = RadioField(
        _l("What was moved?"),
        [DataRequired(_l("Select what was moved"))],
        choices=[choice(closure, closure.label) for closure in Closure],
    )


class CastingVoteForm(Form):
    """The casting vote where the votes were equal."""

    casting_vote = RadioField(
        _l("What was the casting vote?"),
        [DataRequired(_l("Select the casting vote"))],
        choices=[
            choice(Choice.FOR, _l("Casting vote for")),
            choice(Choice.AGAINST, _l("Casting vote against")),
        ],
    )
    chair_id = SelectField(_l("Who was in the chair?"), [DataRequired(_l("Select who was in the chair"))])

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Put these members on the list."""
        self.chair_id.choices = [choice("", _l("Select the chair")), *(choice(key, name) for key, name in people)]


class MinutedVoteForm(Form):
    """How a member voted who asked that it is minuted."""

    member = SelectField(_l("Which member asked for it?"), [DataRequired(_l("Select the member"))])
    choice = RadioField(
        _l("How did the member vote?"),
        [DataRequired(_l("Select how the member voted"))],
        choices=[choice(vote, vote.label) for vote in VOTING],
    )

    def offer(self, people: list[tuple[int, str]]) -> None:
        """Put these members on the list."""
        self.member.choices = [choice("", _l("Select a member")), *(choice(key, name) for key, name in people)]
