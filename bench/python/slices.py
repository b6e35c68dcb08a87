"""Takes the time of calls for the benchmark: reads a count, answers nanoseconds; reads `runs`, answers body runs."""

import sys
import time


def serve(call, arguments, runs):
    """`call` takes one of `arguments` (tuples, as many as a power of two), by turns; `runs()` counts body runs."""
    mask = len(arguments) - 1
    # A loop with as many names as the function has parameters: unpacking would cost as much as the call.
    loop = _loop_of_one if len(arguments[0]) == 1 else _loop_of_two
    columns = [list(column) for column in zip(*arguments)]
    at = 0
    for line in sys.stdin:
        word = line.strip()
        if word == "runs":
            print(runs(), flush=True)
            continue
        count = int(word)
        print(loop(call, columns, (at, count, mask)), flush=True)
        at = (at + count) & mask


def _loop_of_one(call, columns, place):
    (a,) = columns
    at, count, mask = place
    start = time.perf_counter_ns()
    for i in range(at, at + count):
        call(a[i & mask])
    return time.perf_counter_ns() - start


def _loop_of_two(call, columns, place):
    a, b = columns
    at, count, mask = place
    start = time.perf_counter_ns()
    for i in range(at, at + count):
        call(a[i & mask], b[i & mask])
    return time.perf_counter_ns() - start
