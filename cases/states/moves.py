from typing import NamedTuple

NOTE, REFERENCE, REASON = "note", "reference", "reason"  # what a move may demand; fields of the history row
SPEAKER = "said_by"  # likewise, always with a sentence of its own in `asks`: who took the letter


class Move(NamedTuple):
    """One allowed step. `label` is the button; `needs` names the fields that must be filled in for it, `offers` those
    that may be.

    `asks` says of fields what belongs into them at this step: (field, sentence) pairs. With `resumes`, the step is open
    only towards the state that was left when the waiting began.
    """

    source: str
    target: str
    label: str
    permission: str
    needs: tuple = ()
    resumes: bool = False
    offers: tuple = ()
    asks: tuple = ()


def find(moves, source, target):
    """The step between two states, or None."""
    return next((move for move in moves if (move.source, move.target) == (source, target)), None)


def from_each(sources, target, label, permission, needs=(), **more):
    """The same step out of several states."""
    return tuple(Move(source, target, label, permission, needs, **more) for source in sources)


def back_to_each(source, targets, label, permission, needs=()):
    """Out of a waiting state, back to the one that was left."""
    return tuple(Move(source, target, label, permission, needs, resumes=True) for target in targets)
