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
    'With 50 calls at once a quarter of the time is waiting for the answer, which nothing shortens but a faster server. Of the processor time of the client, 6.2 µs a call in the run of the profile, a bare `MGET` with `JSON.parse` takes 3.7.',
  ],
  [
    'batch-redis',
    'The processor time of the client decides, while the server stores the results of the call before: in the quietest run 6.8 µs for an item, and 3.6 by hand. The difference is what a batch by hand leaves out. Names with their bucket, so that floors and stamps have a place in a cluster, too: 0.8, and again in the write. The record by which calls of one key find each other, and the key itself: 0.7. Heads of entries with stamp and dependencies, and the checks of both: 0.4 of 0.7. Sealing what was proved to be plain: 0.6, by hand `JSON.stringify` alone; and who computed a result gets what is read back of it, as everybody else. Flights, events and counts: the rest, none of which takes a thirtieth. The script takes 0.19 ms for 50 results on the server, where 50 `SET` called from Lua take 0.1: each result is checked against the floor of its key, so that none is stored late. Without these it would not be what the page of promises says; what could still go are some tenths, the names that are made twice. In a loop of its own, where its code stays in the caches of the processor, a call takes 0.9 to 1.2 of one by hand.',
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
    'Processor time grows by half where the other processor is busy as well, here and for each package. Of about 5 ms, 1.6 are what a package with nothing in it takes, 0.35 the second file that the code stands in for other entries of the package, half a millisecond running it, and the rest compiling 90 kB, which V8 does at once. With names made short, 63 kB instead of 90, it took 0.5 ms less; names are kept, since stack traces show them.',
  ],
  [
    'breaker',
    'A call without a store costs 7 µs when all its code is warm, and 150 to 250 behind a body that keeps the thread busy for 5 ms: the code has to come back into the caches of the processor, as a call that does nothing then takes 12 µs instead of less than one. The store refuses at once, with one error for all calls; what is left is the call itself: key, flight, event and the context of the body.',
  ],
  [
    'type-facts',
    'Milliseconds, unlike ratios, differ with what else the machine does: unchanged code took 0.27 ms in one run and 0.28 to 0.46 in rounds of another hour.',
  ],
  [
    'build',
    'What the plugin adds is a third analysis (spread over many functions of 1 to 5 % each), a third the printing of what is emitted, which is more than twice as long as without it, and the rest the memory for both. Two functions of each file are annotated, whose text has to be made and whose types have to be read; emitting text in place of nodes would be faster, and other transformers could not see it. Wrappers that are not `async` take a little more text than those that are, and save about a tenth of the time of a hit in Redis.',
  ],
]);
