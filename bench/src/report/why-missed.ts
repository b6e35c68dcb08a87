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
    'With 50 calls at once a quarter of the time is waiting for the answer, which nothing shortens but a faster server. The second limit reads by one `MGET` what any program has to read that keeps the promises (the counter, two stamps, names that say all of that, and before each value what it was computed by) and compares it as a whole: 0.69 to 0.70 of the base in four runs, so 0.05 is left. What ours takes above it is 0.3 µs a call, for finding what is known of the call, for flights that others can join, counts, events, settings and codecs. Sending the first 26 of 50 reads before the rest is made gave 0.88 of the time, but is two `MGET`s for one turn, and more work for the server.',
  ],
  [
    'hit-redis-500',
    'The limit, one `MGET` with `JSON.parse` for all calls of a tick, goes with the machine: 0.24 and 0.35 of the base on two of them. With the stamps and what they are compared with it takes 0.43; ours asks for 128 calls at a time, so that the server works meanwhile.',
  ],
  [
    'hit-redis-found-50',
    'A program that reads the same 113 names for 50 calls by one `MGET` of ioredis, compares them and parses the values takes 0.81 of the base, which asks for 50. What ours takes above it is a call of its own for each: what is known of it, flights, counts and events, and the stamps of two entities that differ from call to call.',
  ],
  [
    'hit-sqlite-shared',
    'Nearly all of the time is SQLite itself, in the statement that reads the payload by the number of its row and, at the same instant, the counter of invalidations; the base asks for no counter.',
  ],
  [
    'batch-redis',
    'The limit of the row is a program for this one function, which does what no invalidation may overtake (stamps with each read, floors of the keys in a script that writes, a copy for who computed) and nothing else: 0.86 to 0.95 of the base in seven runs. What ours takes more than it is what it leaves out: the record by which calls of one key find each other, flights, counts and events, types that are not known beforehand, tags and failures of the store. Tried and not kept: sending the results when the read is answered, and not behind it (1.13 to 1.18 instead of 1.03 to 1.21 in a loop of its own), and a call made ready once and copied (8 % more processor time).',
  ],
  [
    'batch-memory',
    'A hit is one look-up in a `Map` by the raw id in both. Ours also looks at mark, expiry and copier of the entry and notes its use.',
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
    'Three plugins measure what cannot go. One writes the same text and knows all beforehand: the compiler has more to make, visit and print. The next also reads the lines of the comments and the types of parameters and results, and checks nothing. The third looks for those mistakes as well that functions of this project could have, each in the plainest way and without a message, and knows no other form of functions: 1.07 to 1.09. What ours takes more than that is generality: about sixty kinds of mistakes with their messages, entities, ORMs, batches, writers, all other forms of functions and shapes of types, spread over about a hundred functions, of which none takes more than 9 ms. Of the 0.05 of the first limit a new list of statements takes 0.01, text in front and around the bodies 0.01 to 0.02, and nodes for the body, so that the compiler lowers it for its target, 0.02. Of what ours takes above it, loading the plugin is 14 ms, and V8 optimizing those of our functions that the limit has not (287) about 100 ms on another thread: the same files emitted three times in one process take 70, 50 and 37 ms. Analysis and emission allocate 108 of the 1,460 MB of a build, no place more than 3. The figure goes with the machine: one version of the code gave 1.09 to 1.14 within one day. That nothing more of it could go is not shown.',
  ],
]);
