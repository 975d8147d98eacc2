"""Which of a place's alternate names English texts may write: "Luhansk" also "Lugansk", not "Louhansk", "Luqansk" or "VSG"."""
import functools
import re
import unicodedata

from ambiguity import person_levels
from geonames import cities
from lists import SCOWL, WORDNET, fold, is_latin, plain

ENGLISH = set("US GB IE CA AU NZ ZA".split())

CYRILLIC = set("UA RU BY KZ KG TJ UZ TM BG MK RS MN ME GE AM AZ".split())
ARABIC = set("PS SY LB JO IQ SA YE OM AE QA KW BH EG LY TN DZ MA SD MR EH IR AF PK TD DJ SO".split())
SOUTH_ASIAN = set("IN BD LK NP MM BT MV".split())
OTHER_SCRIPTS = set("GR CY IL ET ER TH KH LA KR KP JP".split())
ROMANIZED = CYRILLIC | ARABIC | SOUTH_ASIAN | OTHER_SCRIPTS

ARTICLES = re.compile(r"^(?:al|el|ad|ar|as|ash|az|an|at|ath|adh|et|ez|es)[ -]", re.IGNORECASE)
FOREIGN = re.compile(r"sz|cz|tsch|sch|tch|eh|j|zz|kk|ii|y[ei]|c(?!h|k)|bsk|sk[ao]$|w$|[aeiouy]s$|ae|oe|ue|tj|[^aeiouy]a[ns]$|'|\W$", re.IGNORECASE)
FOREIGN_ARABIC = re.compile(r"sz|cz|tsch|sch|tch|dsch|eh|zz|dejr|[aeiou]o$|ae|oe|ue|c[aou]|w$|x|'|`|\W$|dj|kh?k|ij$", re.IGNORECASE)
FOREIGN_INDIAN = re.compile(r"sz|cz|tsch|sch|tch|dsch|oe|ue|w$|'|`|\W$|[^aeiou]j$|kk?$|zz", re.IGNORECASE)
FOREIGN_SPELLINGS = {**dict.fromkeys(ARABIC, FOREIGN_ARABIC), **dict.fromkeys(SOUTH_ASIAN, FOREIGN_INDIAN)}
SOUNDS = [("shch", "s"), ("tz", "ts"), ("zh", "z"), ("kh", "k"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "p"), ("bh", "b"), ("sh", "s"),
          ("ch", "c"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("v", "w"), ("j", "y")]
MOST_SPELLINGS = 4


def skeleton(name, country):
    """What spellings of one name share: "Deir ez-Zor" and "Dayr az Zawr" are "drzr"."""
    key = plain(name).lower()
    key = " ".join(ARTICLES.sub("", word) for word in key.split("  "))
    if country in ("UA", "BY"):
        key = re.sub(r"(?<![kscz])h|g", "", key)
    for sound, letter in SOUNDS:
        key = key.replace(sound, letter)
    key = re.sub(r"[aeiouyhw]|[^a-z]", "", key)
    return re.sub(r"(.)\1+", r"\1", key)


@functools.cache
def english_names():
    """Names that English dictionaries hold: SCOWL's capitalized words and WordNet's nouns."""
    names = set()
    for path in sorted(SCOWL.glob("*-proper-names.*")) + sorted(SCOWL.glob("*-upper.*")):
        if "variant" not in path.name and int(path.suffix[1:]) <= 70:
            names.update(w for w in path.read_text(encoding="latin-1").split() if not w.endswith("'s"))
    for line in (WORDNET / "data.noun").read_text(encoding="latin-1").splitlines():
        if not line.startswith("  "):
            cells = line.split(" ")
            words = cells[4:4 + 2 * int(cells[3], 16):2]
            names.update(word.replace("_", " ") for word in words if word[0].isupper())
    return names


def is_written(name):
    """No airport codes, no capitals only, no lower-case transcriptions, no other scripts."""
    name = unicodedata.normalize("NFC", name)
    return len(name) > 3 and name[0].isupper() and is_latin(name) and name != name.upper() and len(name.split()) <= 4


def is_english_spelling(alternate, name, country):
    if not alternate.isascii() or skeleton(alternate, country) != skeleton(name, country):
        return False
    words = alternate.split()
    if any(word[0].islower() for word in words) or abs(len(words) - len(name.split())) > 1:
        return False
    return not FOREIGN_SPELLINGS.get(country, FOREIGN).search(alternate)


def distance(a, b):
    """How far one spelling is from another: letters that differ, by the edit distance."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row, last = [i], row
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (x != y)))
    return row[-1]


def without_article(name):
    """"Al Fallujah" → "Fallujah"; "Ar Raqqah" → "Raqqah", "Raqqa"."""
    bare = ARTICLES.sub("", name)
    if bare == name or len(bare) < 4 or not bare[0].isupper():
        return [name[:-1]] if name.endswith("ah") and len(name) > 5 else []
    return [bare, bare[:-1]] if bare.endswith("ah") and len(bare) > 5 else [bare]


def saint(name):
    """"St. Louis", "Saint Louis" and "St Louis"."""
    match = re.match(r"(?:Saint|St\.?) (.+)", name)
    return [f"{form} {match[1]}" for form in ("Saint", "St.")] if match else []


MARKS = re.compile("[‘’ʻʼ`]")


def without_marks(name):
    """"Ta‘izz" → "Taizz", "‘Afrīn" → "Afrīn"."""
    return MARKS.sub("", name)


def place_spellings(name, alternates, country, level):
    """The names of a place, its canonical one first; accents never matter to the matcher, so each is given once."""
    name = unicodedata.normalize("NFC", name)
    bare = without_marks(name)
    name = bare if country in ARABIC or not is_latin(name) else name.replace("‘", "'").replace("’", "'")
    name = plain(name) if country in ROMANIZED else name
    found = [name, plain(name), bare]
    if country in ("US", "CA", "GB", "IE", "AU", "FR", "HT", "RU"):
        found += saint(name)
    if country in ARABIC:
        found += without_article(plain(name))
    written = [a for a in alternates if is_written(a)]
    if level >= 6 and country not in ENGLISH:
        found += [a for a in written if is_exonym(a, name, country, level)]
    if country in ROMANIZED and level >= 3:
        spelt = [a for a in written if is_english_spelling(a, name, country)]
        found += sorted(spelt, key=lambda a: (distance(a, plain(name)), a))[:MOST_SPELLINGS]
    return once(found)


def is_exonym(alternate, name, country, level):
    """"Munich" of München: an English dictionary's word that is neither another place's name nor a person's ("Molotov" of Perm)."""
    if alternate not in english_names() or alternate.startswith(name):
        return False
    if level < 7 and alternate[0] != name[0]:
        return False
    return fold(alternate) not in city_names() and person_levels().get(fold(alternate), 0) < 4


@functools.cache
def city_names():
    return {fold(city["name"]) for city in cities()}


def once(names):
    seen = {}
    for name in names:
        seen.setdefault(fold(name).replace("-", " "), name)
    return list(seen.values())
