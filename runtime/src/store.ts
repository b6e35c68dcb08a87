/** `holdfast/store`: what a store of yours is made of. Applications that use a store of this package do not need it. */

export { type SealBytesOptions, sealBytes } from './codec/seal-bytes.ts';
export { BUCKETS, bucketOf } from './stamp/bucket.ts';
export { isNotNewer, makeEpoch, type Stamp } from './stamp/stamp.ts';
export { atomicStore } from './store/atomic-store.ts';
export type { Entry, Store, StoreContext, StoreDefinition, WriteRequest } from './store/port.ts';
export type { Durability, EntryRow, FloorKind, Rows, Tombstone } from './store/rows.ts';
export type { Codec, Sealed, SealedValue, Sealing, SealOptions } from './value/sealing.ts';
