#!/usr/bin/env python3
"""Checks the public books: reads every entry and computes its fingerprint again.

    python3 check-books.py https://the-charity.example [number fingerprint]

Give the number and the fingerprint you once wrote down, and it also tells whether
that entry still is what it was. Needs nothing but Python 3. Ends with 0 when
everything fits and with 1 at the first entry that does not.
"""
import hashlib
import json
import sys
import urllib.request

LINES = [
    ("number", "number"), ("recorded", "recordedUtc"), ("previous", "previousHash"), ("id", "id"),
    ("phase", "phase"), ("kind", "kind"), ("reference", "reference"), ("provider-object", "providerObject"),
    ("effective", "effectiveDate"), ("reverses", "reverses"), ("resolves", "resolves"), ("reason", "reason"),
]


def text_of(entry):
    lines = ["charity-ledger-entry v1"]
    lines += [f"{name}={'' if entry[key] is None else entry[key]}" for name, key in LINES]
    lines += [f"posting={p['debit']} {p['credit']} {p['amountMinor']} {p['currency']}" for p in entry["postings"]]
    return "".join(line + "\n" for line in lines)


def entries(site):
    after = 0
    while after is not None:
        with urllib.request.urlopen(f"{site}/api/v1/ledger/entries?after={after}&limit=200") as answer:
            page = json.load(answer)
        yield from page["items"]
        after = page["next"]


def check(site, kept):
    number, previous = 0, "0" * 64
    for entry in entries(site):
        number += 1
        computed = hashlib.sha256(text_of(entry).encode("utf-8")).hexdigest()
        if entry["number"] != number:
            return f"Entry {number} is missing."
        if entry["previousHash"] != previous:
            return f"Entry {number} does not follow the entry before it."
        if entry["hash"] != computed:
            return f"Entry {number} is not what its fingerprint says."
        if kept and kept[0] == str(number) and kept[1].lower() != computed:
            return f"Entry {number} is not the one you kept the fingerprint of."
        previous = computed
    if kept and int(kept[0]) > number:
        return f"Entry {kept[0]} is gone."
    print(f"{number} entries fit. The last fingerprint is {previous}.")
    return None


if __name__ == "__main__":
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    sys.exit(check(sys.argv[1].rstrip("/"), sys.argv[2:]))
