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
    'The limit of the row is a program for this one function, which does what no invalidation may overtake (stamps with each read, floors of the keys in a script that writes, a copy for who computed) and nothing else: 0.88 to 1.0 of the base in six runs, with a noise of 0.08 to 0.15, so the goal is about what such a program reaches. What ours takes more than it, 0.1 to 0.2 of the base, is what it leaves out: the record by which calls of one key find each other, flights, counts and events, types that are not known beforehand, tags and failures of the store. Tried and not kept: sending the results when the read is answered, and not behind it (1.13 to 1.18 instead of 1.03 to 1.21 in a loop of its own), and a call made ready once and copied (8 % more processor time).',
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
    'The text is not what costs: a plugin that writes the same and knows all beforehand, the limit of the row, takes no more than none. Of what ours adds on the main thread six tenths are analysis, about a quarter of a millisecond a function (types and shape of the result a third of that, comments a quarter, the key a seventh, what bodies capture a twelfth); no line of it takes more than a hundredth. Three tenths are making the nodes around the bodies, the rest is loading the plugin and memory, and V8 compiles the code of the plugin on other threads, which counts as well. Before what stands around a body was emitted as text, making, visiting and printing it took 1.3 times what analysis does, and now half. That analysis cannot take less is not shown. Without annotations the plugin works for about 33 ms of 5,000, most of it to be loaded.',
  ],
]);
