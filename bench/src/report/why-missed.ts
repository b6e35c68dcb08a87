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
    'The limit shows what can be reached: a program for this one function, which does what no invalidation may overtake (stamps with each read, floors of the keys in a script that writes, a copy for who computed) and nothing else, takes 0.93 to 1.0 of the base, so 0.9 is below it. The script alone costs: 50 `SET` called from Lua take the server as long as 90 sent one by one, and each name has its bucket, so that floors and stamps have a place in a cluster, too. What ours takes more than that program is the record by which calls of one key find each other, flights, counts and events, types that it does not know beforehand, tags and failures of the store: 0.1 to 0.2 of the base, none of which takes a thirtieth alone. Names that were made to read are used to write. The results sent when the read was answered, and not behind it, took a tenth more; calls made ready once and copied took a tenth more, too.',
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
    'Processor time grows by half where the other processor is busy as well, here and for each package. A package with nothing in it takes 1.6 to 1.9 ms, running the code half a millisecond, and the rest is V8 going through 72 kB before it runs any: as much where all of it stands in a function that nobody calls. `configure` and what it needs are a file of their own, which is loaded when it is called. With short names it took 0.2 ms less; names are kept, since stack traces show them.',
  ],
  [
    'breaker',
    'A call without a store costs 7 µs when all its code is warm, and 150 to 250 behind a body that keeps the thread busy for 5 ms: the code has to come back into the caches of the processor, as a call that does nothing then takes 12 µs instead of less than one. The store refuses at once, with one error for all calls; what is left is the call itself: key, flight, event and the context of the body.',
  ],
  [
    'type-facts',
    'Milliseconds, unlike ratios, differ with how fast the machine is just now: the same code took 0.27 ms in a run in which tspc alone took 6.4 s for the 1,000 files of the row before, 0.34 where that took 6.9 to 7.3 s, and 0.40 where it took 7.9 s. Two thirds are the facts and the shape of the result, which the compiler is asked for once a function.',
  ],
  [
    'build',
    'Of what the plugin adds on the main thread a third is analysis (0.19 ms a function, spread over steps of which none takes more than a twentieth: comments, options, keys, captures, and types, which are read by the compiler), a sixth making nodes, a fifth printing: what is written is 2.7 times the text of a file here, as two of its three functions are annotated. The rest is memory for all of that, a seventh more than without. Look-ups written as one piece of text, and functions without `try`, made no difference that could be measured (1.21 and 1.22 in one hour). Without annotations the plugin works for 33 ms of about 5,000, most of it to be loaded: what is more is noise of the measure.',
  ],
]);
