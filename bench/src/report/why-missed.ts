/**
 * Where the time of a missed goal goes and why it cannot go, by the name of the row: a sentence or two, printed under
 * "Missed goals" while the row misses one. Only what was measured is said.
 */
export const WHY_MISSED: ReadonlyMap<string, string> = new Map([
  [
    'hit-sync-number',
    'Of 14 ns, 5.2 are the look-up in a `Map` by the raw number, which is the limit; reaching the entry behind it takes 2.5, mark, expiry, subscribers and copier 2.7, the order of use 1.1, and one reading of the clock in 64 hits 2.5. Fewer readings would break the stated error of the clock.',
  ],
  ...['hit-redis-50', 'hit-redis-500'].map(
    (row) =>
      [
        row,
        'The processor time of the client decides. A hit takes 4.2 µs of it, a bare `MGET` with `JSON.parse` 1.8. What is added: names of entries with their buckets 0.7, memory for promises, calls and entries 0.5, promise reactions 0.3, counting the calls of a key (which keeps its bodies at two at most) 0.3, key, head of the entry and checks 0.6. Promises and calls could be made fewer only by giving up one promise a call.',
      ] as const,
  ),
  ...['hit-redis-tagged-50', 'hit-redis-tagged-500', 'hit-redis-found-50', 'hit-redis-found-500'].map(
    (row) =>
      [
        row,
        'As for hits without tags, and one stamp more for each tag: with 500 calls at once one `MGET` names 1,500 stamps and entries, which is two commands, and the server takes longer for names that each call has alone.',
      ] as const,
  ),
  [
    'batch-redis',
    "The processor time of the client decides: it takes 6.8 µs for an item and 3.6 by hand, while the server stores the results of the call before. Of these 6.8, writing takes 1.1 (name, text, what ioredis sends), the names that are read 0.8, sealing (`JSON.stringify` of what was proved to be plain) 0.6, keys and the record by which calls of a key find each other 0.7, sending `MGET` and receiving its answer 1.0, heads of entries, checks and `JSON.parse` 0.7, collecting garbage 0.4; the rest are flights, calls and events, none of which takes a thirtieth. The script that stores 50 results takes 0.19 ms on the server: 50 `SET` called from Lua take 0.1 ms there, and the rest are the floors of 50 keys and 160 words that are made Lua's. Only a key without a floor, or an entry without dependencies around it, would take less.",
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
    'Processor time grows by half where the other processor is busy as well, here and for each package. Of about 5 ms, 1.6 are what a package with nothing in it takes, 0.35 the second file that the code stands in for other entries of the package, half a millisecond running it, and the rest compiling 90 kB, which V8 does at once. With names made short, 63 kB instead of 90, it took 0.5 ms less; code that can be read was kept.',
  ],
  [
    'breaker',
    'A call without a store costs 7 µs when all its code is warm, and 150 to 250 behind a body that keeps the thread busy for 5 ms: the code has to come back into the caches of the processor, as a call that does nothing then takes 12 µs instead of less than one. The store refuses at once, with one error for all calls; what is left is the call itself: key, flight, event and the context of the body.',
  ],
  [
    'build',
    'What the plugin adds is a third analysis (spread over many functions of 1 to 5 % each), a third the printing of what is emitted, which is 2.2 times as long as without it, and the rest the memory for both.',
  ],
]);
