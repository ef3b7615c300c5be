"""Money as Indonesians write it."""


def rupiah(amount):
    return f"Rp{amount:,}".replace(",", ".")
