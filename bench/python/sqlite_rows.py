"""Hits in SQLite by Python: `sqlite_rows.py <file> get` or `… update`, which notes each use as picocache does."""

import json
import sqlite3
import sys

from slices import serve

KEYS = 1024
path, mode = sys.argv[1:]
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = NORMAL")
database.execute("CREATE TABLE cache (key TEXT PRIMARY KEY, value TEXT NOT NULL, used INTEGER)")
runs = 0
uses = 0


def load_user(number):
    global runs
    runs += 1
    email = f"user{number}@example.com"
    return {"id": number, "name": f"name {number}", "email": email, "teamId": number % 10, "active": number % 2 == 0}


def find_user(number):
    global uses
    key = f"user:{number}"
    row = database.execute("SELECT value FROM cache WHERE key = ?", (key,)).fetchone()
    if row is not None:
        if mode == "update":
            uses += 1
            database.execute("UPDATE cache SET used = ? WHERE key = ?", (uses, key))
        return json.loads(row[0])
    user = load_user(number)
    database.execute("INSERT INTO cache (key, value) VALUES (?, ?)", (key, json.dumps(user)))
    return user


serve(find_user, [(i * 7,) for i in range(KEYS)], lambda: runs)
