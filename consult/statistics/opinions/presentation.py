"""Groups of people who answer alike, in words, in a picture, and in tables that say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from consult.contract.questions import Question
from consult.kernel.formats import number
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.statistics.opinions.differences import divided_over, others_than, said_by_all
from consult.statistics.opinions.found import (
    FEWEST_PEOPLE,
    Answer,
    Found,
    Group,
    State,
    Votes,
    least_votes,
)

MOST_SHOWN = 5
"""So many answers that set a group apart stand on the page; files have all of them."""
LOWEST = 0.001
WIDTH, HEIGHT, LARGEST, SMALLEST, ROOM = 600, 400, 70, 40, 80
ANSWERS = {Answer.AGREE: _l("Agree"), Answer.DISAGREE: _l("Disagree")}
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Circle:
    """A group in the picture: its letter, and a circle that is as large as the group."""

    letter: str
    text: str
    x: int
    y: int
    radius: int


@dataclass(frozen=True)
class ShownGroup:
    """A group: its name, how many people, and the answers that set it apart."""

    name: str
    people: str
    rows: Rows


@dataclass(frozen=True)
class ShownMap:
    """What a page shows of the groups among people."""

    why_none: str
    figures: Rows
    is_clear: bool
    circles: Sequence[Circle]
    sizes: Rows
    groups: Sequence[ShownGroup]
    head: Sequence[str]
    agreed: Rows
    disagreed: Rows
    divided: Rows
    everything: Rows


def letter_of(place: int) -> str:
    """Return the letter of a group by its place, the largest group first."""
    return "ABCDE"[place]


def shown_map(found: Found, statements: Sequence[Question]) -> ShownMap:
    """Return the groups as a page shows them; `statements` are in the order of their votes."""
    labels = [statement.label for statement in statements]
    groups = found.groups

    def of_all(places: Sequence[int]) -> Rows:
        return [[labels[place], *(in_short(group.votes[place]) for group in groups)] for place in places]

    return ShownMap(
        why_none=_why_none(found),
        figures=[*_figures(found)],
        is_clear=found.is_clear,
        circles=drawn(groups),
        sizes=[
            [_group(place), number(group.size), _per_cent(group.size, found.people)]
            for place, group in enumerate(groups)
        ],
        groups=[
            ShownGroup(_group(place), number(group.size), _apart(groups, group, labels))
            for place, group in enumerate(groups)
        ],
        head=[_("Statement"), *(_group(place) for place in range(len(groups)))],
        agreed=of_all(said_by_all(groups, Answer.AGREE)),
        disagreed=of_all(said_by_all(groups, Answer.DISAGREE)),
        divided=of_all(divided_over(groups)),
        everything=of_all(range(len(labels))),
    )


def drawn(groups: Sequence[Group]) -> list[Circle]:
    """Return the groups as circles: as far from each other as their middles are, on one scale for both axes."""
    if not groups:
        return []
    left, top = min(group.x for group in groups), min(group.y for group in groups)
    wide, high = max(group.x for group in groups) - left, max(group.y for group in groups) - top
    scale = min((WIDTH - 2 * ROOM) / (wide or 1), (HEIGHT - 2 * ROOM) / (high or 1))
    most = max(group.size for group in groups)
    return [
        Circle(
            letter_of(place),
            number(group.size),
            round(WIDTH / 2 + (group.x - left - wide / 2) * scale),
            round(HEIGHT / 2 + (group.y - top - high / 2) * scale),
            max(SMALLEST, round(LARGEST * (group.size / most) ** 0.5)),
        )
        for place, group in enumerate(groups)
    ]


def in_short(votes: Votes) -> str:
    """Say how a group voted on a statement: who agreed, who disagreed, and how many voted."""
    if not votes.given:
        return _("Nobody voted")
    return _(
        "%(agree)s agree, %(disagree)s disagree (of %(given)s)",
        agree=_per_cent(votes.agree, votes.given),
        disagree=_per_cent(votes.disagree, votes.given),
        given=number(votes.given),
    )


def _apart(groups: Sequence[Group], group: Group, labels: Sequence[str]) -> Rows:
    others = others_than(groups, group)
    return [
        [
            labels[test.place],
            str(ANSWERS[test.answer]),
            _of(group.votes[test.place], test.answer),
            _of(others[test.place], test.answer),
            _("under %(lowest)s", lowest=LOWEST) if test.adjusted < LOWEST else f"{test.adjusted:.3f}",
        ]
        for test in group.apart[:MOST_SHOWN]
    ]


def _figures(found: Found) -> Iterator[Sequence[str]]:
    yield _("Responses that count"), number(found.counted)
    left_out = _(
        "%(people)s, who voted on fewer than %(needed)s statements",
        people=number(found.left_out),
        needed=least_votes(found.statements),
    )
    yield _("Left out"), left_out if found.left_out else _("Nobody")
    yield _("People looked at"), number(found.people)
    yield _("Statements"), number(found.statements)
    yield _("Votes given"), _("%(share)s of all that these people could give", share=_share(found.density))
    if found.groups:
        yield _("Groups"), number(len(found.groups))
        yield (
            _("How far apart they are (silhouette)"),
            _(
                "%(silhouette)s; by chance alone up to %(by_chance)s",
                silhouette=f"{found.silhouette:.2f}",
                by_chance=f"{max(found.by_chance, 0):.2f}",
            ),
        )
        halfway = _("%(share)s of those around the middles", share=_share(found.between))
        yield _("People halfway between groups"), halfway


def _why_none(found: Found) -> str:
    reasons = {
        State.GROUPS: "",
        State.FEW: _(
            "There are too few people to look for groups: "
            "at least %(fewest)s must have voted on %(needed)s statements or more.",
            fewest=2 * FEWEST_PEOPLE,
            needed=least_votes(found.statements),
        ),
        State.SPARSE: _("People voted on too few of the statements. Groups found in so few votes would not last."),
        State.ALIKE: _("Everybody answered alike, so there is one group."),
        State.NONE: _(
            "No groups of at least %(fewest)s people each were found. "
            "People may answer much alike, or each in their own way.",
            fewest=FEWEST_PEOPLE,
        ),
    }
    return reasons[found.state]


def _group(place: int) -> str:
    return _("Group %(letter)s", letter=letter_of(place))


def _of(votes: Votes, answer: Answer) -> str:
    if not votes.given:
        return _("Nobody voted")
    return _("%(share)s of %(given)s", share=_per_cent(votes.of(answer), votes.given), given=number(votes.given))


def _per_cent(part: int, whole: int) -> str:
    return _share(part / whole)


def _share(share: float) -> str:
    return f"{100 * share:.0f}%"
