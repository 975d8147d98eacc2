"""language/verb-forms.tsv from WordNet's sense counts: which words are forms of a verb, and how surely."""
import collections
import re

from lists import WORDNET, source, write_list

LEAST_COUNT = 2             # of a verb in WordNet's counted texts
SURE, POSSIBLE = 0.75, 0.2  # share of a word's uses that are a verb's
KINDS = ("base", "third", "past", "gerund")


def count_uses():
    """{"plan": {"noun": 79, "verb": 90}}: how often each word is a verb and how often not."""
    uses = collections.defaultdict(collections.Counter)
    for line in (WORDNET / "cntlist.rev").read_text(encoding="ascii").splitlines():
        key, _, count = line.split()
        word, sense = key.split("%")
        uses[word]["verb" if sense[0] == "2" else "noun"] += int(count)
    return uses


def irregular_forms():
    forms = collections.defaultdict(set)
    for line in (WORDNET / "verb.exc").read_text(encoding="ascii").splitlines():
        form, verb = line.split()[:2]
        forms[verb].add(form)
    return forms


def regular_forms(verb):
    third = verb + ("es" if re.search(r"(s|x|z|ch|sh|o)$", verb) else "s")
    if re.search(r"[^aeiou]y$", verb):
        return {"third": verb[:-1] + "ies", "past": verb[:-1] + "ied", "gerund": verb + "ing"}
    if verb.endswith("e"):
        return {"third": third, "past": verb + "d", "gerund": (verb if verb.endswith("ee") else verb[:-1]) + "ing"}
    doubled = re.fullmatch(r"[^aeiou]*(qu)?[aeiou][bdgklmnprtvz]", verb)
    stem = verb + verb[-1] if doubled else verb
    return {"third": third, "past": stem + "ed", "gerund": stem + "ing"}


def forms_of(verb, irregular):
    regular = regular_forms(verb)
    third = {form for form in irregular if form.endswith("s") and form.startswith(verb[:2])}
    gerund = {form for form in irregular if form.endswith("ing")}
    past = irregular - third - gerund
    return {"base": {verb}, "third": third or {regular["third"]}, "past": past or {regular["past"]},
            "gerund": gerund or {regular["gerund"]}}


def verb_share(uses, word):
    return uses[word]["verb"] / sum(uses[word].values()) if word in uses else 1


def verb_forms():
    """{"plans": {"third", "noun"}}: the kinds of each form; with noun where it is often no verb."""
    uses, irregular = count_uses(), irregular_forms()
    kinds = collections.defaultdict(set)
    for verb in [word for word in uses if re.fullmatch("[a-z]{2,}", word) and uses[word]["verb"] >= LEAST_COUNT]:
        for kind, forms in forms_of(verb, irregular.get(verb, set())).items():
            for form in forms:
                share = verb_share(uses, verb if kind in ("base", "third") else form)
                if kind in ("past", "gerund") or share >= POSSIBLE:
                    kinds[form] |= {kind} if share >= SURE else {kind, "noun"}
    return kinds


write_list("language/verb-forms.tsv", "common-word", source("wordnet-base"), "WordNet licence (attribution)", ["name", "kind", "level"],
           [(form, " ".join(kind for kind in (*KINDS, "noun") if kind in kinds), 5) for form, kinds in verb_forms().items()],
           ["Forms of verbs. kind: base third past gerund, and noun where the word is often no verb."])
