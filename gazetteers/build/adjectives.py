"""language/adjectives.tsv from WordNet's sense counts: words that are mostly adjectives."""
import collections
import re

from lists import WORDNET, source, write_list

LEAST_COUNT = 2    # as an adjective in WordNet's counted texts
LEAST_SHARE = 0.6  # of the word's uses
ADJECTIVE = "35"   # adjective, satellite adjective: kinds of sense


def count_uses():
    uses = collections.defaultdict(collections.Counter)
    for line in (WORDNET / "cntlist.rev").read_text(encoding="ascii").splitlines():
        key, _, count = line.split()
        word, sense = key.split("%")
        uses[word]["adjective" if sense[0] in ADJECTIVE else "other"] += int(count)
    return uses


def adjectives():
    for word, uses in count_uses().items():
        often = uses["adjective"] >= LEAST_COUNT and uses["adjective"] >= LEAST_SHARE * sum(uses.values())
        if often and re.fullmatch("[a-z]{3,}", word):
            yield word


write_list("language/adjectives.tsv", "common-word", source("wordnet-base"), "WordNet licence (attribution)", ["name", "kind"],
           [(word, "adjective") for word in adjectives()])
