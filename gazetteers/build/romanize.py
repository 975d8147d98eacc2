"""Cyrillic, Greek, Georgian and Armenian names in the Latin letters that English news writes: "Сергей" → "Sergey", "Sergei"."""
import re

RUSSIAN = dict(zip("абвгдезийклмнопрстуфыэ", "a b v g d e z i y k l m n o p r s t u f y e".split()))
RUSSIAN.update({"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya"})
UKRAINIAN = {**RUSSIAN, "г": "h", "ґ": "g", "и": "y", "і": "i", "ї": "i", "є": "ie", "ю": "iu", "я": "ia", "й": "i", "'": "", "’": "", "ʼ": ""}
BULGARIAN = {**RUSSIAN, "х": "h", "щ": "sht", "ъ": "a", "ь": "y"}
MACEDONIAN = {**RUSSIAN, "х": "h", "ѓ": "gj", "ѕ": "dz", "ј": "j", "љ": "lj", "њ": "nj", "ќ": "kj", "џ": "dj", "ц": "c"}
GREEK = dict(zip("αβγδεζηικλμνξοπρσςτυφωάέήίόύώϊϋΐ", "a v g d e z i i k l m n x o p r s s t y f o a e i i o y o i y i".split()))
GREEK.update({"θ": "th", "χ": "ch", "ψ": "ps"})
GREEK_PAIRS = [("ου", "ou"), ("ού", "ou"), ("αυ", "af"), ("ευ", "ef"), ("αύ", "av"), ("εύ", "ev"), ("μπ", "mp"), ("γγ", "ng"), ("γκ", "gk")]
GEORGIAN = dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
                    "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split()))
ARMENIAN = dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
                    "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f".split()))
TABLES = {"ru": (RUSSIAN, []), "uk": (UKRAINIAN, []), "bg": (BULGARIAN, []), "mk": (MACEDONIAN, []), "el": (GREEK, GREEK_PAIRS),
          "ka": (GEORGIAN, []), "hy": (ARMENIAN, [("ու", "u"), ("և", "ev")])}

START = {"ru": {"е": "ye"}, "uk": {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}, "hy": {"ե": "ye", "ո": "vo"}}
# Endings and letters that news writes in more than one way.
VARIANTS = {
    "ru": [("iy$", ["y", "iy"]), ("yy$", ["y"]), ("ey$", ["ei", "ey"]), ("ay$", ["ai", "ay"]), ("ks", ["x", "ks"]), ("yo", ["yo", "e"]),
           ("ya$", ["ya", "ia"])],
    "uk": [("ii$", ["iy", "ii"]), ("yi$", ["yi", "yy", "y"]), ("ia", ["ia", "ya"]), ("iu", ["iu", "yu"]), ("ks", ["ks", "x"])],
    "el": [("^mp", ["b", "mp"]), ("mp", ["mp", "b"]), ("ch", ["ch", "h"]), ("gk", ["gk", "g"])],
}


def spell(name, pattern, choices):
    return [re.sub(pattern, choice, name) for choice in choices] if re.search(pattern, name) else [name]


def romanize(name, language):
    """Every spelling of a name, the most usual first."""
    table, pairs = TABLES[language]
    low = name.lower()
    for pair, letters in pairs:
        low = low.replace(pair, letters)
    first = START.get(language, {}).get(low[:1])
    if first:
        low = first + low[1:]
    spellings = ["".join(table.get(c, c) for c in low)]
    for pattern, choices in VARIANTS.get(language, []):
        spellings = [variant for spelt in spellings for variant in spell(spelt, pattern, choices)]
    return ["-".join(part.capitalize() for part in spelt.split("-")) for spelt in dict.fromkeys(spellings)]
