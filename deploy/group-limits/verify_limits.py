#!/usr/bin/env python3
"""Verify the signed record of a group's limits, without Ampwire.

usage: verify_limits.py --key KEY FILE...

FILE is what GET /api/v1/groups/{name}/limits?day=... answers. KEY is the bridge's public key,
Base64, as `quarkus-run.jar key` prints it: take it from the bridge, not from the record.
The lines must be chained by SHA-256, and an Ed25519 signature must cover group, day, number of
lines and both ends of the chain. Needs Python 3.8 and its standard library only.

Exit code 0: every record is genuine. 1: at least one is not. 2: wrong usage.
"""
import argparse
import base64
import hashlib
import json
import sys

PURPOSE = "ampwire-limits-1"
EMPTY = "0" * 64
SPKI = bytes.fromhex("302a300506032b6570032100")

# Ed25519, RFC 8032: field, curve constant, order of the base point.
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
Q = 2**252 + 27742317777372353535851937790883648493
ROOT = pow(2, (P - 1) // 4, P)


def recover_x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if square == 0:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if (x & 1) != sign else x


def add(a, b):
    s = (a[1] - a[0]) * (b[1] - b[0]) % P
    t = (a[1] + a[0]) * (b[1] + b[0]) % P
    u = 2 * a[3] * b[3] * D % P
    v = 2 * a[2] * b[2] % P
    e, f, g, h = t - s, v - u, v + u, t + s
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    result = (0, 1, 1, 0)
    while n:
        if n & 1:
            result = add(result, point)
        point = add(point, point)
        n >>= 1
    return result


def equal(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def decompress(data):
    y = int.from_bytes(data, "little")
    sign = y >> 255
    y &= (1 << 255) - 1
    x = recover_x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = recover_x(BASE_Y, 0)
BASE = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def verifies(key, message, signature):
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= Q:
        return False
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    h = int.from_bytes(digest, "little") % Q
    return equal(times(s, BASE), add(r, times(h, a)))


def public_key(text):
    der = base64.b64decode(text, validate=True)
    if not der.startswith(SPKI) or len(der) != len(SPKI) + 32:
        raise ValueError("not an Ed25519 key")
    return der[len(SPKI):]


def sha256(line):
    return hashlib.sha256(line.encode("utf-8")).hexdigest()


def no_duplicates(pairs):
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key occurs twice")
    return dict(pairs)


def check(record, key):
    """Raise ValueError if the record is not genuine; return its entries."""
    fields = {"schema", "group", "day", "lines", "first", "last", "key", "signature"}
    if not isinstance(record, dict) or set(record) != fields or record["schema"] != 1:
        raise ValueError("not a record of limits of schema 1")
    lines = record["lines"]
    texts = [record[name] for name in ("group", "day", "first", "last", "key", "signature")]
    if not isinstance(lines, list) or not all(isinstance(text, str) for text in texts + lines):
        raise ValueError("a field has the wrong type")
    if public_key(record["key"]) != key:
        raise ValueError("it is signed with another key")
    signed = "\n".join(
        [PURPOSE, record["group"], record["day"], str(len(lines)), record["first"], record["last"]]
    )
    signature = base64.b64decode(record["signature"], validate=True)
    if not verifies(key, signed.encode("utf-8"), signature):
        raise ValueError("the signature does not match")
    expected, entries = record["first"], []
    for number, line in enumerate(lines, 1):
        entry = json.loads(line, object_pairs_hook=no_duplicates)
        if entry.get("prev") != expected:
            raise ValueError("the chain is broken before line %d" % number)
        if not str(entry.get("time", "")).startswith(record["day"]):
            raise ValueError("line %d is of another day" % number)
        expected = sha256(line)
        entries.append(entry)
    if record["last"] != (expected if lines else EMPTY):
        raise ValueError("the last lines are missing or changed")
    return entries


def summary(entries):
    """One line for each limit: when it came, and what was measured after it."""
    for entry in entries:
        if entry["kind"] == "limit":
            limit = entry["members"]
            watts = " %d W" % limit["watts"] if "watts" in limit else ""
            print("  %s %s %s A%s" % (entry["time"], entry["source"], limit["amps"], watts))
        elif entry["kind"] == "measured" and entry["after_ms"] < 60000:
            print("    after %5.1f s: %s A" % (entry["after_ms"] / 1000, entry["amps"]))


def main():
    parser = argparse.ArgumentParser(description="Verify the record of a group's limits.")
    parser.add_argument("--key", required=True, help="public key of the bridge, Base64")
    parser.add_argument("--quiet", action="store_true", help="no summary of the limits")
    parser.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()
    try:
        key = public_key(options.key)
    except ValueError as error:
        parser.error("--key: %s" % error)
    genuine = True
    for name in options.files:
        try:
            with open(name, encoding="utf-8") as file:
                record = json.load(file, object_pairs_hook=no_duplicates)
            entries = check(record, key)
            print("%s: genuine, %d entries" % (name, len(entries)))
            if not options.quiet:
                summary(entries)
        except (ValueError, KeyError, TypeError, OSError, RecursionError) as error:
            print("%s: REFUSED: %s" % (name, error))
            genuine = False
    return 0 if genuine else 1


if __name__ == "__main__":
    sys.exit(main())
