"""The names that Faker's locales hold, in Latin letters: (locale, name, gender)."""
import importlib
import pkgutil
import unicodedata

import faker.providers.person

from lists import is_latin
from romanize import TABLES, romanize

ROMANIZED = {"ja_JP", "zh_CN", "zh_TW"}
SKIPPED = {"zh_CN", "en_TH"}  # whole Chinese given names without their romanized parts; "Mr" forms


def locales():
    for module in sorted(m.name for m in pkgutil.iter_modules(faker.providers.person.__path__)):
        yield module, importlib.import_module(f"faker.providers.person.{module}").Provider


def latin(locale, name):
    """A name's spellings in Latin letters, none where its script is not known here."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if is_latin(name):
        return [name if name != name.upper() else name.title()]
    language = locale[:2]
    return [s for s in romanize(name, language) if is_latin(s)] if language in TABLES else []


def gendered(provider, stem):
    for gender, attribute in (("male", f"{stem}_male"), ("female", f"{stem}_female"), ("", stem)):
        names = getattr(provider, attribute, ())
        for name in () if isinstance(names, property) else names:
            yield gender, name


def given_names():
    for locale, provider in locales():
        if locale in SKIPPED:
            continue
        for gender, name in gendered(provider, "first_romanized_names" if locale in ROMANIZED else "first_names"):
            for spelt in latin(locale, name):
                yield locale, spelt, gender


def surnames():
    for locale, provider in locales():
        stem = "last_romanized_names" if locale in ROMANIZED else "last_names"
        names = [name for _, name in gendered(provider, stem)]
        names += list(getattr(provider, "unisex_last_names", ())) + list(getattr(provider, "male_last_names", ()))
        for name in names:
            for spelt in latin(locale, name):
                yield locale, spelt
