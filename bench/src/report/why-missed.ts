/**
 * Where the time of a missed goal goes and why it cannot go, by the name of the row: a sentence or two, printed under
 * "Missed goals" while the row misses one. Only what was measured is said.
 */
export const WHY_MISSED: ReadonlyMap<string, string> = new Map([
  [
    'hit-sync-number',
    'Of 14 ns, 5.2 are the look-up in a `Map` by the raw number, which is the limit; reaching the entry behind it takes 2.5, mark, expiry, subscribers and copier 2.7, the order of use 1.1, and one reading of the clock in 64 hits 2.5. Fewer readings would break the stated error of the clock.',
  ],
  [
    'hit-redis-50',
    'With 50 calls at once a quarter of the time is waiting for the answer, which nothing shortens but a faster server. Of the processor time of the client, 6.2 µs a call in the run of the profile, a bare `MGET` with `JSON.parse` takes 3.7. On a machine with faster processors, code and method of the results before gave 0.85 where they had given 0.74, and the limit 0.60 instead of 0.43.',
  ],
  [
    'hit-redis-500',
    'The limit, one `MGET` with `JSON.parse` for all calls of a tick, goes with the machine too: 0.24 of the base in the results before, 0.35 on a machine with faster processors. What is left to ours above it is 0.13 of the base, and was 0.17.',
  ],
  [
    'hit-redis-found-50',
    'The limit is 1.09 in the same run: a script that reads the entry and the stamps of what it depends on. What is left to ours above it is 0.19 of the base.',
  ],
  [
    'hit-sqlite-shared',
    '97 % of the time is SQLite itself, in the statement that reads the entry and asks in the same trip whether another process has changed anything; the base does not ask. On a machine with faster processors, code and method of the results before gave 1.67 where they had given 1.42.',
  ],
  [
    'batch-redis',
    'The limit of the row is a program for this one function, which does what no invalidation may overtake (stamps with each read, floors of the keys in a script that writes, a copy for who computed) and nothing else: 0.86 to 0.95 of the base in seven runs. What ours takes more than it is what it leaves out: the record by which calls of one key find each other, flights, counts and events, types that are not known beforehand, tags and failures of the store. Tried and not kept: sending the results when the read is answered, and not behind it (1.13 to 1.18 instead of 1.03 to 1.21 in a loop of its own), and a call made ready once and copied (8 % more processor time).',
  ],
  [
    'batch-memory',
    'A hit is one look-up in a `Map` by the raw id in both. Ours looks at mark, expiry and copier of the entry, notes its use, and copies by spreading, where the copy by hand is an object literal that names the five fields.',
  ],
  [
    'batch-memory-half',
    'The half that is missing is computed and stored, 50 flights that others can join, keys and entries; by hand it is 50 writes to a `Map` without ttl, tags or bound.',
  ],
  [
    'import',
    'Processor time grows by half where the other processor is busy as well, here and for each package. A package with nothing in it takes 1.6 to 1.9 ms, running the code half a millisecond, and the rest, more than 2 ms, is V8 going through 72 kB before it runs any: it is there too where all of it stands in a function that nobody calls. `configure` and what it needs are a file of their own, which is loaded when it is called. With short names it took about 0.3 ms less; names are kept, since stack traces show them.',
  ],
  [
    'breaker',
    'A call without a store costs 7 µs when all its code is warm, and 150 to 250 behind a body that keeps the thread busy for 5 ms: the code has to come back into the caches of the processor, as a call that does nothing then takes 12 µs instead of less than one. The store refuses at once, with one error for all calls; what is left is the call itself: key, flight, event and the context of the body.',
  ],
  [
    'type-facts',
    'Two thirds are the facts and the shape of the result, one third is what the body captures. Milliseconds, unlike ratios, also go with the machine: the same code took 0.27 ms in one run and 0.37 in another, in which tspc alone took 6.4 and 6.9 s for the 1,000 files of the row before. That it cannot take less is not shown.',
  ],
  [
    'build',
    'Two plugins measure what cannot go. One writes the same text and knows all beforehand: the compiler has more to make, visit and print. The other also reads the lines of the comments and the types of parameters and results, and checks nothing. What ours takes more is what it checks and finds out: whether the key tells all that the body reads, whether values of these types can be keys and be stored, names that the file does not have, about sixty kinds of mistakes, and all other forms of functions. On the main thread of one build, of 0.55 s of ours half is analysis (an eighth of a millisecond a function) and half emission, and no function of either takes more than 20 ms itself; the collector of memory takes 0.1 s more than without the plugin, since 150 MB are made on the way (190 before). That this cannot be less is not shown. Without annotations the plugin works for about 33 ms of 5,000, most of it to be loaded.',
  ],
]);
