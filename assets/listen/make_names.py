#!/usr/bin/env python3
"""Writes names.bin from public name lists: make_names.py FOLDER > names.bin

FOLDER holds tab-separated lists "name<TAB>weight":
  us_ssa_given_all.tsv        births by given name, US Social Security Administration, public domain
  us_census1990_surname.tsv   share of the population by family name, US Census 1990, public domain
  intl_given_cc0.tsv, intl_surname_cc0.tsv   names by number of countries (sigpwned), CC0
To these come the names of names_more.txt, beside this file.

The form is described in src/listen/lexicon.c. The same lists give the same bytes.
"""
import os
import struct
import sys
import unicodedata

MASK = (1 << 64) - 1
PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})


def fold(name):
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
    return "".join(c for c in text if not unicodedata.combining(c)).translate(PLAIN).replace("\u2019", "'")


def word_hash(word):
    h = 0xCBF29CE484222325
    for byte in word.encode():
        h = ((h ^ byte) * 0x100000001B3) & MASK
    return h ^ (h >> 29)


def mix(a, b):
    h = ((a ^ (b + 0x9E3779B97F4A7C15 + (a << 6) + (a >> 2))) & MASK) * 0xFF51AFD7ED558CCD & MASK
    return h ^ (h >> 32)


def read(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            name, _, weight = line.rstrip("\n").partition("\t")
            yield name, float(weight)


def main():
    folder = sys.argv[1]
    given, family = {}, {}

    def note(table, name, level):
        word = fold(name)
        if len(word) > 1 and " " not in word:
            table[word] = max(table.get(word, 0), level)

    for name, births in read(folder + "/us_ssa_given_all.tsv"):
        if births >= 300:
            note(given, name, 3 if births >= 60000 else 2 if births >= 5000 else 1)
    for name, countries in read(folder + "/intl_given_cc0.tsv"):
        note(given, name, 3 if countries >= 4 else 2)
    for place, (name, _) in enumerate(read(folder + "/us_census1990_surname.tsv")):
        if place < 25000:
            note(family, name, 3 if place < 1000 else 2 if place < 6000 else 1)
    for name, countries in read(folder + "/intl_surname_cc0.tsv"):
        for word in name.split():
            if len(word) > 3 or " " not in name:
                note(family, word, 3 if countries >= 4 else 2)

    table = None
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "names_more.txt"), encoding="utf-8") as lines:
        for line in lines:
            for word in line.partition("#")[0].split():
                if word in ("given:", "family:"):
                    table = given if word == "given:" else family
                else:
                    note(table, word, 2)

    buckets = 1 << 14
    rows = [[] for _ in range(buckets)]
    for word in sorted(set(given) | set(family)):
        mixed = (mix(word_hash(word), 7) >> 16) & 0xFFFFFFFF
        rows[mixed & (buckets - 1)].append((mixed >> 20 & 0xFFF) << 4 | given.get(word, 0) | family.get(word, 0) << 2)
    out = sys.stdout.buffer
    out.write(b"KN1\0" + struct.pack("<II", buckets, sum(map(len, rows))))
    total = 0
    for start in range(0, buckets + 64, 64):
        out.write(struct.pack("<I", total))
        total += sum(map(len, rows[start:start + 64]))
    out.write(bytes(map(len, rows)))
    for row in rows:
        for entry in sorted(row):
            out.write(struct.pack("<H", entry))


if __name__ == "__main__":
    main()
