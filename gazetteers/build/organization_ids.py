"""organization/*: the column `ids` of the lists written by hand: Wikidata's identifiers as the name-suggestion-index has them.

An identifier is taken where label and name are the same, the description tells of the same kind of body, and its country (or where the
index says the name is met) is the row's; where two could be meant, none is."""
import collections
import functools
import json
import re

from geonames import npm
from lists import GAZETTEERS

LISTS = "companies governments international media ngos parties security universities".split()
BUSINESS = (r"compan|corporat|\bbank|airline|manufactur|retail|chain|brand|conglomerate|operator|producer|insur|brewe|maker|multinational|\bfirm|subsidiary|\bgroup"
            r"|store|supermarket|restaurant|hotel|provider|utility|railway|carrier|developer|enterprise|exchange")
PUBLIC = r"agency|ministry|department|government|council|commission|authority|administration|\bboard|\boffice|\bservice|\bbody|institut|municipal"
FORCE = r"police|army|\bforce|military|\bguard|\bservice|agency|navy|ambulance|fire"
CHARITY = r"charit|organi[sz]ation|non-?profit|foundation|association|societ|network|movement|institut|\bunion|federation|fraternity"
MEDIUM = r"newspaper|magazine|daily|weekly|broadcast|television|radio|\bnews|media|publish"
KINDS = {
    **dict.fromkeys("company airline bank firm exchange central-bank".split(), BUSINESS),
    **dict.fromkeys("government ministry court parliament".split(), PUBLIC),
    **dict.fromkeys("police army intelligence".split(), FORCE),
    **dict.fromkeys("ngo think-tank union".split(), CHARITY),
    **dict.fromkeys("newspaper broadcaster magazine news-agency".split(), MEDIUM),
    "church": r"church|denomination|religio|congregation", "hospital": r"hospital|medical|health", "museum": r"museum|galler",
    "university": r"universit|college|school|institut|academ", "party": r"\bpart(?:y|ies)", "international-body": r"organi[sz]ation|agency|\bbody|\bunion|\bbank|\bfund",
}
EVERYWHERE = "001"
SHORT = 5


@functools.cache
def items():
    """{label in lower case: [(identifier, description)]}."""
    with open(npm("name-suggestion-index") / "dist" / "wikidata" / "wikidata.json", encoding="utf-8") as file:
        found = collections.defaultdict(list)
        for identifier, item in json.load(file)["wikidata"].items():
            if item.get("label") and item.get("description"):
                found[item["label"].lower()].append((identifier, item["description"]))
    return found


@functools.cache
def met_in():
    """{identifier: countries in which the index says that the name is met}."""
    with open(npm("name-suggestion-index") / "dist" / "json" / "nsi.json", encoding="utf-8") as file:
        found = collections.defaultdict(set)
        for category in json.load(file)["nsi"].values():
            for item in category["items"]:
                where = {str(place)[:2].upper() if str(place) != EVERYWHERE else EVERYWHERE for place in item["locationSet"]["include"]}
                for tag, value in item["tags"].items():
                    if tag.endswith("wikidata"):
                        found[value] |= where
    return found


@functools.cache
def country_words():
    """{"Ukraine": "UA", "Ukrainian": "UA"} and what finds them in a description."""
    words = {}
    for path in ("place/countries.tsv", "language/demonyms.tsv"):
        lines = (GAZETTEERS / path).read_text(encoding="utf-8").splitlines()
        columns = next(line for line in lines if line.startswith("# columns: "))[len("# columns: "):].split("\t")
        for line in lines:
            cells = line.split("\t") + [""] * len(columns)
            country = cells[columns.index("country")]
            if not line.startswith("#") and country:
                words.update((name, country) for name in cells[0].split("|"))
    return words, re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + r")(?!\w)")


def countries_of(description):
    words, pattern = country_words()
    return {words[found] for found in pattern.findall(description)}


def is_there(country, identifier, description, name):
    """Is the body in the row's country? A row without one is of no country: its name must be a long one."""
    told = countries_of(description)
    if not country:
        return " " in name and not told
    if told:
        return country in told
    return country in met_in()[identifier] or EVERYWHERE in met_in()[identifier] or " " in name


def identifier_of(names, kind, country):
    """The Wikidata identifier of a body, None where none is certain."""
    found = set()
    for name in names:
        if len(name) <= SHORT and name == name.upper():
            continue
        found.update(identifier for identifier, description in items().get(name.lower(), [])
                     if kind in KINDS and re.search(KINDS[kind], description) and is_there(country, identifier, description, name))
    return f"wikidata={found.pop()}" if len(found) == 1 else None


def with_ids(lines):
    """A list's lines with the column filled in."""
    columns = next(line for line in lines if line.startswith("# columns: "))[len("# columns: "):].split("\t")
    columns += [] if "ids" in columns else ["ids"]
    place = {column: at for at, column in enumerate(columns)}
    rows = [line.split("\t") + [""] * (len(columns) - line.count("\t") - 1) for line in lines if line and not line.startswith("#")]
    names = collections.defaultdict(list)
    for row in rows:
        names[body_of(row, place)] += row[0].split("|")
    known = {body: identifier_of(known_as, body[1], body[2]) or "" for body, known_as in names.items()}
    used = collections.Counter(identifier for identifier in known.values() if identifier)
    written = iter(rows)
    for line in lines:
        if line.startswith("# columns: "):
            yield "# columns: " + "\t".join(columns)
        elif not line or line.startswith("#"):
            yield line
        else:
            row = next(written)
            identifier = known[body_of(row, place)]
            row[place["ids"]] = identifier if used[identifier] == 1 else ""
            yield "\t".join(row).rstrip("\t")


def body_of(row, place):
    return row[0].split("|")[0], row[place["kind"]], row[place["country"]]


for name in LISTS:
    path = GAZETTEERS / "organization" / f"{name}.tsv"
    made = list(with_ids(path.read_text(encoding="utf-8").splitlines()))
    path.write_text("\n".join(made) + "\n", encoding="utf-8")
    print(f"organization/{name}.tsv: {sum('wikidata=' in line for line in made)} rows with an identifier")
