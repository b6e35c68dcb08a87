import { describe, it } from 'vitest';
import { sealBytes } from '../../../../runtime/src/codec/seal-bytes.ts';
import { memoryStore } from '../../../../runtime/src/store/memory/memory-store.ts';
import { testStore } from '../../../../runtime/src/store-contract.ts';
import { mapStore } from './map-store.ts';

const sealing = sealBytes({ compressAbove: 100 });

testStore({ name: 'memory', make: () => ({ definition: memoryStore() }) }, { describe, it });

const losing = { shared: true, losesRows: true, losses: 2 } as const;
testStore({ ...losing, name: 'rows that are lost', make: () => mapStore() }, { describe, it });
testStore({ ...losing, name: 'bytes in rows that are lost', make: () => mapStore({ sealing }) }, { describe, it });
