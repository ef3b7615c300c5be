"""A number small enough to point at somebody is not shown (domain.md §8: at least five)."""

from cases.rules.paging import short

SMALLEST = 5
FEW = "< 5"
HIDDEN = "disamarkan"


def cell(number):
    return FEW if 0 < number < SMALLEST else short(number)


def suppressed(numbers):
    """A column of cells. What the sum would give away goes with its smallest neighbour."""
    cells, small = [cell(number) for number in numbers], [number for number in numbers if 0 < number < SMALLEST]
    shown = [position for position, number in enumerate(numbers) if number >= SMALLEST]
    if sum(small) >= SMALLEST:  # then the sum is shown, and where there is no other neighbour an empty one has to do
        shown = shown or [position for position, number in enumerate(numbers) if number == 0]
    if shown and _is_told_by_sum(small):
        cells[min(shown, key=lambda position: numbers[position])] = HIDDEN
    return cells


def _is_told_by_sum(small):
    """One number alone; or several of which the sum leaves each one value only: all the least, or all the most."""
    return len(small) == 1 or (bool(small) and sum(small) in (len(small), len(small) * (SMALLEST - 1)))
