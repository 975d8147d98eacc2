"""language/common-words.tsv from SCOWL and the hand-written function words."""
from lists import source, write_list
from word_levels import word_levels

write_list(
    "language/common-words.tsv", "common-word", source("scowl"), "SCOWL licence (attribution)", ["name", "level"],
    word_levels().items(), ["level: 9 function words, 8 to 3 by SCOWL's sizes 10, 20, 35, 40, 50"])
