"""Levels of places by their population."""

TIERS = [(5_000_000, 9), (1_000_000, 8), (500_000, 7), (100_000, 6), (50_000, 5), (15_000, 4), (5_000, 3)]


def place_level(population, least=2):
    """9 from five million people, 8 from a million … 3 from five thousand, else 2."""
    return max(least, next((level for people, level in TIERS if population >= people), 2))
