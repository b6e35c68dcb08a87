import { ALL_WAYS } from './invalidate.ts';
import { CLOCK_SKEW } from './keyv-rows.ts';
import type { Scenario } from './scenario.ts';
import { startCrowd } from './start-crowd.ts';

const KEYV_LOSSES = ['garbage', 'entry', 'dependency', 'dependency', 'everything'] as const;

/** Random worlds on a store that can only get and set. */
export const KEYV_SCENARIOS: readonly Scenario[] = [
  {
    name: 'keyv',
    about: 'two processes on a Keyv that loses any row at any time; their clocks are far apart',
    options: {
      rows: 2,
      plans: ['row', 'pair', 'outer'],
      processes: 2,
      store: 'keyv',
      keyv: { promise: 'besteffort', clocks: 100_000 },
    },
    start: startCrowd({
      readers: 3,
      reads: 10,
      writers: 1,
      writes: 4,
      ways: ALL_WAYS,
      disturbances: KEYV_LOSSES,
      disturbed: 8,
    }),
  },
  {
    name: 'keyv without evictions',
    about: 'the same on a Keyv that loses entries, and everything at once; requests fail',
    options: {
      rows: 2,
      plans: ['row', 'lookup', 'outer'],
      processes: 2,
      store: 'keyv',
      keyv: { promise: 'bounded', clocks: 100_000 },
      faultRate: 12,
      faults: 5,
    },
    start: startCrowd({
      readers: 3,
      reads: 10,
      writers: 1,
      writes: 4,
      ways: ALL_WAYS,
      transactions: 1,
      disturbances: KEYV_LOSSES,
      disturbed: 4,
    }),
  },
  {
    name: 'keyv that forgets',
    about: 'a Keyv that loses marks as often as they are written',
    options: { rows: 1, plans: ['row'], processes: 2, store: 'keyv', keyv: { promise: 'besteffort', clocks: 100_000 } },
    start: startCrowd({
      readers: 2,
      reads: 8,
      writers: 1,
      writes: 5,
      ways: ['tag', 'key', 'refresh'],
      disturbances: ['dependency'],
      disturbed: 60,
    }),
  },
  {
    name: 'keyv by clocks',
    about: 'a Keyv where dependencies show in results only; the clocks of three processes are near each other',
    options: {
      rows: 1,
      plans: ['row', 'outer'],
      processes: 3,
      store: 'keyv',
      keyv: { promise: 'bounded', clocks: CLOCK_SKEW / 2, late: true, hides: true },
    },
    start: startCrowd({
      readers: 1,
      reads: 12,
      writers: 1,
      writes: 6,
      ways: ['tag', 'tag', 'key'],
      disturbances: ['everything', 'entry', 'clock', 'clock'],
      disturbed: 4,
    }),
  },
  {
    name: 'keyv with shared keys',
    about: 'two functions with one key and different tags on a Keyv',
    options: {
      rows: 1,
      plans: ['item', 'other'],
      processes: 2,
      store: 'keyv',
      keyv: { promise: 'bounded', clocks: CLOCK_SKEW / 2, hides: true },
    },
    start: startCrowd({
      readers: 3,
      reads: 15,
      writers: 1,
      writes: 4,
      ways: ['tag', 'other tag', 'function', 'key', 'refresh'],
      disturbances: ['everything', 'entry'],
      disturbed: 6,
    }),
  },
  {
    name: 'keyv with shared keys that forgets',
    about: 'the same on a Keyv that loses marks',
    options: {
      rows: 1,
      plans: ['item', 'other'],
      processes: 2,
      store: 'keyv',
      keyv: { promise: 'besteffort', clocks: CLOCK_SKEW / 2, hides: true },
    },
    start: startCrowd({
      readers: 3,
      reads: 15,
      writers: 1,
      writes: 4,
      ways: ['tag', 'other tag', 'function', 'key', 'refresh'],
      disturbances: ['dependency'],
      disturbed: 25,
    }),
  },
];
