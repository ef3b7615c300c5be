"""Numbers of papers side by side: equal, a slip of the finger apart, or two numbers."""

from enum import StrEnum
from operator import ne


class Digits(StrEnum):
    EQUAL = "EQUAL"
    SLIP = "SLIP"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


def compare_digits(ones, others):
    """The best agreement between any number of one record and any of the other."""
    if not ones or not others:
        return Digits.UNKNOWN
    if not ones.isdisjoint(others):
        return Digits.EQUAL
    return Digits.SLIP if any(is_slip(one, other) for one in ones for other in others) else Digits.OTHER


def is_slip(one, other):
    """One sign wrong, left out or too many, or two neighbours that changed places."""
    if abs(len(one) - len(other)) == 1:
        short, long = sorted((one, other), key=len)
        return any(long[:place] + long[place + 1 :] == short for place in range(len(long)))
    if len(one) != len(other) or sum(map(ne, one, other)) > 2:
        return False
    wrong = [place for place in range(len(one)) if one[place] != other[place]]
    if len(wrong) == 2:
        first, second = wrong
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(wrong) == 1
