"""What the list makers share: packages.txt, the folder the packages are unpacked in, and the writing of a list."""
import pathlib
import re
import unicodedata

BUILD = pathlib.Path(__file__).resolve().parent
GAZETTEERS = BUILD.parent
SOURCES = GAZETTEERS.parent / "build" / "gazetteer-sources"
SCOWL = pathlib.Path("/usr/share/dict/scowl")
WORDNET = pathlib.Path("/usr/share/wordnet")
CLDR = pathlib.Path("/usr/share/unicode/cldr/common")


def packages():
    """The rows of packages.txt: {name: (client, version, licence)}."""
    rows = {}
    for line in (BUILD / "packages.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            client, name, version, licence = line.split(None, 3)
            rows[name] = (client, version, licence)
    return rows


def site(package):
    """The folder of an installed Python package."""
    return next(SOURCES.glob("python/lib/python3*/site-packages")) / package


def source(*names):
    """"Faker 40.54.0, SCOWL 2020.12.07": a list's `source`."""
    known = packages()
    return ", ".join(f"{name} {known[name][1]}" if name in known else name for name in names)


def by_hand(name):
    """The rows of a hand-written input: its lines without remarks, cut at TABs."""
    text = (BUILD / "hand" / f"{name}.txt").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def words_by_hand(name):
    """A hand-written input of words: {heading: [word, …]}, where a heading is a line "== heading" and "_" stands for a space."""
    groups, heading = {}, None
    for line in (BUILD / "hand" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = groups.setdefault(line[3:].strip(), [])
        elif line.strip() and not line.startswith("#"):
            heading.extend(word.replace("_", " ") for word in line.split())
    return groups


STROKES = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "ı": "i", "’": "'"})
LIGATURES = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ə": "a", "Ə": "A", "þ": "th", "Þ": "Th"})


def fold(name):
    """A name without accents and strokes, as the matcher compares it: "Łódź" → "Lodz"."""
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c)).translate(STROKES)


def plain(name):
    """A name as a newspaper without special letters prints it: "Ærø" → "Aero"."""
    return fold(name).translate(LIGATURES)


LATIN_NAME = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ'’‘ʻʼ\- ]*[A-Za-zÀ-ɏḀ-ỿ.]$")


def is_latin(name):
    return bool(LATIN_NAME.match(unicodedata.normalize("NFC", name)))


def write_list(path, kind, sources, licence, columns, rows, remarks=()):
    """Writes one list: head, then rows (first cell: names joined by "|") sorted by name, trailing empty cells left off."""
    lines = [f"# type: {kind}", f"# source: {sources}", f"# licence: {licence}"]
    lines += [f"# {remark}" for remark in remarks]
    lines.append("# columns: " + "\t".join(columns))
    body = sorted({"\t".join(str(cell) for cell in row).rstrip("\t") for row in rows}, key=lambda line: (fold(line).lower(), line))
    (GAZETTEERS / path).write_text("\n".join(lines + body) + "\n", encoding="utf-8")
    print(f"{path}: {len(body)} rows")
