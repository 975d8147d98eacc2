"""Which names are also everyday words, places or people."""
import functools

from lists import by_hand, fold, plain
from word_levels import word_levels


def is_word(name, least):
    """Is "Reading" also a word that is at least this common? A name of several words never is."""
    return word_levels().get(plain(name).rstrip(".").lower(), 0) >= least


def person_flags(name, level):
    """"ambiguous" for Will, Rose, Jordan; a very common name only bears it where the word is very common too."""
    least = 7 if level >= 8 else 5 if level >= 6 else 3
    return "ambiguous" if is_word(name, least) or fold(name) in place_names() else ""


@functools.cache
def place_names():
    """Countries, states and large cities, folded: a person's name that is one of them is ambiguous."""
    return {fold(name) for row in by_hand("places-also-people") for name in row[0].split("|")}


@functools.cache
def person_levels():
    """How common a word is as a given name or surname, by its folded form."""
    from person_names import given_names, surnames
    levels = {}
    for row in [(name, level) for name, _, level in given_names()] + surnames():
        levels[fold(row[0])] = max(levels.get(fold(row[0]), 0), row[1])
    return levels


def without_words(names, least=5):
    """A place's names without further ones that are everyday words: "Lazy" of Lazy, Poland stays only as its own name."""
    return [names[0]] + [name for name in names[1:] if not is_word(name, least)]


def place_flags(name, level):
    """"ambiguous" for Reading, Nice, Mobile; for Lincoln, Charlotte, Victoria: names that a person bears more often than so small a place is meant."""
    if is_word(name, 5 if level >= 8 else 3) or person_levels().get(fold(name), 0) > max(4, level - 1):
        return "ambiguous"
    return ""
