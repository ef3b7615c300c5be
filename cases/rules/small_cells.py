"""A number small enough to point at somebody is not shown (domain.md §8: at least five)."""

from cases.rules.paging import short

SMALLEST = 5
FEW = "< 5"
HIDDEN = "disamarkan"


def cell(number):
    return FEW if 0 < number < SMALLEST else short(number)


def suppressed(numbers):
    """A column of cells. A single small one could be had back from the sum, so its smallest neighbour goes with it."""
    cells = [cell(number) for number in numbers]
    shown = [position for position, number in enumerate(numbers) if number >= SMALLEST]
    if cells.count(FEW) == 1 and shown:
        cells[min(shown, key=lambda position: numbers[position])] = HIDDEN
    return cells
