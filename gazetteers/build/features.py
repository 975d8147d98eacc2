"""place/waters, mountains-islands, areas, districts-landmarks: places that are neither countries, regions nor cities, by hand and from WordNet."""
import collections
import functools

from ambiguity import is_word, person_levels, without_words
from lists import BUILD, GAZETTEERS, WORDNET, fold, source, write_list

WORDNET_LEVEL = 5
# The WordNet nouns whose instances go into a list, with the kind they become.
LISTS = {
    "waters": {
        "water": "river lake sea ocean bay gulf strait channel sound waterfall canal stream inlet fjord reservoir lagoon"},
    "mountains-islands": {
        "mountain": "mountain_peak range volcano mountain hill massif mountain_pass glacier",
        "island": "island archipelago",
        "area": "desert peninsula cape"},
    "areas": {
        "area": "geographical_area region national_park plateau valley plain geographic_region district"},
    "districts-landmarks": {
        "district": "city_district borough residential_district",
        "street": "street",
        "landmark": "suspension_bridge bridge skyscraper tower stadium prison_camp"},
}
SMALL = {"of", "the", "and", "de", "la"}
ANCIENT = ("ancient", "former", "mythical", "legendary", "imaginary", "fabled", "biblical", "battle")


def synsets():
    """{offset: (words, [offsets of what it is an instance of], gloss)}."""
    found = {}
    for line in (WORDNET / "data.noun").read_text(encoding="latin-1").splitlines():
        if line.startswith("  "):
            continue
        fields, _, gloss = line.partition(" | ")
        cells = fields.split(" ")
        count = int(cells[3], 16)
        words = cells[4:4 + 2 * count:2]
        pointers = cells[5 + 2 * count:]
        found[cells[0]] = words, [target for sign, target in zip(pointers[::4], pointers[1::4]) if sign == "@i"], gloss
    return found


def wordnet_places(classes):
    """The instances of WordNet's nouns: [(names, kind)], without those of old times."""
    nouns, found = synsets(), []
    kinds = {noun: kind for kind, words in classes.items() for noun in words.split()}
    for words, instance_of, gloss in nouns.values():
        kind = next((kinds[word] for target in instance_of for word in nouns[target][0] if word in kinds), None)
        if kind and not any(word in gloss for word in ANCIENT):
            found.append(([word.replace("_", " ") for word in words if is_name(word)], kind))
    return [(names, kind) for names, kind in found if names and not any(fold(name) in elsewhere() for name in names)]


def is_name(word):
    """"Lake_Chad", not "D-layer", "E_region" or "Midi"."""
    return word[0].isupper() and len(word) > 3 and not is_word(word, 3) and not any(part[0].islower() for part in word.split("_")[1:] if part not in SMALL)


@functools.cache
def elsewhere():
    """The names of countries and regions, folded: WordNet calls some of them areas."""
    names = set()
    for table in ("countries", "regions"):
        for line in (GAZETTEERS / "place" / f"{table}.tsv").read_text(encoding="utf-8").splitlines():
            if not line.startswith("#"):
                names.update(fold(name) for name in line.split("\t")[0].split("|"))
    return names


def places_by_hand(name):
    """[(names, kind, level, country)] of a list whose headings are "== kind level [country]"."""
    kind = level = country = ""
    found = []
    for line in (BUILD / "hand" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            kind, level, country = (line[3:].split() + [""])[:3]
        elif line.strip() and not line.startswith("#"):
            found += [(entry.strip().split("|"), kind, int(level), country) for entry in line.split(";") if entry.strip()]
    return found


def flags(name, level):
    person = person_levels().get(fold(name), 0)
    return "ambiguous" if is_word(name, 4) or person >= 6 or person > level else ""


def rows(name, listed):
    """Each name of a country once over all lists: what is written by hand before WordNet's, and the first list before the next."""
    entries = places_by_hand(name) + [(names, kind, WORDNET_LEVEL, "") for names, kind in wordnet_places(LISTS[name])]
    for names, kind, level, country in entries:
        new = [n for n in dict.fromkeys(names) if (country not in listed[n] if country else not listed[n])]
        new = without_words(new, 7) if new else new
        if new:
            for n in new:
                listed[n].add(country)
            yield "|".join(new), kind, country, level, flags(new[0], level)


listed = collections.defaultdict(set)  # {name: countries}
for name in LISTS:
    write_list(
        f"place/{name}.tsv", "place", source("wordnet-base") + ", by hand", "WordNet licence (attribution)",
        ["name", "kind", "country", "level", "flags"], rows(name, listed), ["level: by hand how much news names it; WordNet's 5"])
