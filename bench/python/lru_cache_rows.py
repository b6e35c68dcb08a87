"""Hits in functools.lru_cache, which is written in C: `lru_cache_rows.py number` or `… number-string`."""

import sys
from functools import lru_cache

from slices import serve

KEYS = 1024
LANGUAGES = ["de", "en", "es", "fr", "it", "ja", "pt", "zh"]
runs = 0


@lru_cache(maxsize=None)
def price(number):
    global runs
    runs += 1
    return number * 2


@lru_cache(maxsize=None)
def price_in(number, language):
    global runs
    runs += 1
    return number * len(language)


numbers = [i * 7 for i in range(KEYS)]
if sys.argv[1] == "number":
    serve(price, [(number,) for number in numbers], lambda: runs)
else:
    pairs = [(number, LANGUAGES[i % len(LANGUAGES)]) for i, number in enumerate(numbers)]
    serve(price_in, pairs, lambda: runs)
