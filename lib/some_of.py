def some_of(words, most, mark=", "):
    """The first few of a list, and how many more there are: for a place where all of them would hide the rest."""
    more = len(words) - most
    return mark.join(words[:most]) + (f"{mark}dan {more} lagi" if more > 0 else "")
