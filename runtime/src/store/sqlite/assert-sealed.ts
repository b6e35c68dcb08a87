import type { SealedValue } from '../../value/sealing.ts';

/** The value as sealed bytes. @throws TypeError where it was not sealed by the store's own sealing */
export function assertSealed(value: unknown): SealedValue {
  const codec: unknown = Reflect.get(Object(value), 'codec');
  const payload: unknown = Reflect.get(Object(value), 'payload');
  if (typeof codec === 'string' && (typeof payload === 'string' || payload instanceof Uint8Array)) {
    // Its fields were looked at in the line above.
    return value as SealedValue;
  }
  throw new TypeError("a store of bytes takes what its sealing's seal() gives.");
}
