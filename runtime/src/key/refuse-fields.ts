import { fieldBesideItems } from '../value/field-beside-items.ts';
import type { KeyHole } from './key-hole.ts';
import type { Frame } from './open-frame.ts';
import { unkeyableError } from './unkeyable-error.ts';

/**
 * Refuses fields that the printed form of an array, Date, Map or Set would leave out: values that differ in them only
 * would share a key. (An array of matches has `index`, a driver's rows may have `count`.)
 * @throws UnkeyableArgumentError HF3001
 */
export function refuseFields(object: object, hole: KeyHole, parent: Frame | undefined): void {
  const name = fieldBesideItems(object);
  if (name !== undefined) throw unkeyableError(`has a field of its own (${name}) beside its items`, hole, parent);
  refuseSymbols(object, hole, parent);
}

/**
 * Refuses enumerable fields named by symbols: symbols have no spelling that is equal on every machine.
 * @throws UnkeyableArgumentError HF3001
 */
export function refuseSymbols(object: object, hole: KeyHole, parent: Frame | undefined): void {
  for (const symbol of Object.getOwnPropertySymbols(object)) {
    if (!Object.prototype.propertyIsEnumerable.call(object, symbol)) continue;
    throw unkeyableError(`has a field named by a symbol (${String(symbol)})`, hole, parent);
  }
}
