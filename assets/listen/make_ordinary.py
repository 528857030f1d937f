#!/usr/bin/env python3
"""Writes ordinary.txt: words that stand in small letters in at least two notes and name nobody there.

make_ordinary.py NOTES.jsonl… > ordinary.txt

To them come those of ordinary_more.txt. Notes kept apart (see tests/train/notes.c) are not read, and notes written wholly in small letters count for nothing.
"""
import collections
import json
import os
import re
import sys

from make_names import word_hash


def main():
    notes = collections.Counter()
    for path in sys.argv[1:]:
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            if word_hash(row["id"]) % 5 == 0:
                continue
            words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", row["note"])
            if sum(w[0].isupper() for w in words) * 20 < len(words):
                continue
            named = {w.casefold() for m in row["mentions"] if m["name"] for w in re.findall(r"\w+", m["name"])}
            notes.update({w for w in words if w.islower() and w.isascii() and len(w) > 2 and w not in named})
    words = {w for w, n in notes.items() if n >= 2}
    with open(os.path.join(os.path.dirname(__file__), "ordinary_more.txt"), encoding="utf-8") as more:
        for line in more:
            words.update(line.split("#")[0].split())
    print("# Ordinary words, from the notes of tests/data/notes and ordinary_more.txt by make_ordinary.py.")
    line = ""
    for word in sorted(words):
        if len(line) + len(word) > 110:
            print(line.strip())
            line = ""
        line += " " + word
    print(line.strip())


if __name__ == "__main__":
    main()
