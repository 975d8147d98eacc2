"""Everyday words and how common each is, from SCOWL's sizes: "the" 9, "reading" 8, "abacus" 3."""
import functools

from lists import SCOWL, words_by_hand

SIZES = [(10, 8), (20, 7), (35, 5), (40, 4), (50, 3)]
SPELLINGS = ["english", "american", "british", "british_z", "australian"]


def scowl(spelling, kind, size):
    path = SCOWL / f"{spelling}-{kind}.{size}"
    return path.read_text(encoding="latin-1").split() if path.exists() else []


@functools.cache
def word_levels():
    levels = {}
    for size, its_level in reversed(SIZES):
        for spelling in SPELLINGS:
            for word in scowl(spelling, "words", size):
                if word.isalpha() and word.islower() and (len(word) > 1 or word == "a"):
                    levels[word] = its_level
    for word in words_by_hand("function-words")["function words"]:
        levels[word] = 9
    return levels
