import type { Mutant } from './mutant.ts';

/** Rules of batches. Those of single calls hold for their items by the same code. */
export const BATCH_MUTANTS: readonly Mutant[] = [
  {
    name: 'open flight of an item',
    rule: 'the flight of an item stops taking joiners before its write is sent',
    file: 'batch/land-seats.ts',
    find: '  flight.open = false;\n',
    replace: '',
    scenario: 'overlapping batches',
  },
  {
    name: 'carrier of items',
    rule: 'an item waits for what the body of its batch waits for',
    file: 'batch/body-call.ts',
    find: '      waitsFor: this.#waitsFor,\n',
    replace: '',
    scenario: 'batch crosswise',
  },
  {
    name: 'edges of nested batches',
    rule: 'a flight knows the batches that its body has started',
    file: 'batch/run-body-call.ts',
    find: '  parent?.waitsFor.add(carrier);\n',
    replace: '',
    scenario: 'batch crosswise',
  },
  {
    name: 'begin of a window',
    rule: 'who comes when the body of a window has begun does not take its result unless it was stored',
    file: 'batch/batch-windows.ts',
    find: 'flight.began = now;',
    replace: 'void now;',
    scenario: 'collected',
  },
  {
    name: 'items detached by a refresh',
    rule: 'a refresh of items detaches their flights',
    file: 'batch/recompute-batch.ts',
    find: '    call.handle.cache.flights.detachKey(call.key);\n',
    replace: '',
    scenario: 'doomed by a refresh of items',
  },
  {
    name: 'refresh of items without a result',
    rule: 'a refresh of an item whose result is not stored ends the entry that stood there',
    file: 'batch/recompute-batch.ts',
    find: "outcome === 'unsent'",
    replace: 'false',
    scenario: 'failing batches',
  },
  {
    name: 'refresh of items in a transaction',
    rule: 'a refresh in a transaction counts as an invalidation before its body runs',
    file: 'batch/recompute-batch.ts',
    find: '    if (scope !== undefined) collect(scope, { dependencies: [], keys });\n',
    replace: '',
    scenario: 'failing batches',
  },
];
