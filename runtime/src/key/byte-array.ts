import { isTypedArray } from 'node:util/types';

const MACHINE_IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/**
 * The typed array's own name, whatever realm or subclass it comes from: a Buffer is a `Uint8Array`. The getter reads an
 * internal slot, so a `Symbol.toStringTag` of the user's cannot lie.
 */
export function typedArrayName(array: NodeJS.TypedArray): string {
  // The getter of %TypedArray%.prototype returns a string for every typed array.
  return Reflect.get(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag, array) as string;
}

/** The bytes as base64url. Items of several bytes are taken as little-endian, so that keys are equal on every machine. */
export function renderBytes(
  source: NodeJS.TypedArray | DataView | ArrayBuffer,
  swap = !MACHINE_IS_LITTLE_ENDIAN,
): string {
  const bytes = ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
  const itemSize = isTypedArray(source) ? source.BYTES_PER_ELEMENT : 1;
  return (swap ? swapItems(bytes, itemSize) : bytes).toString('base64url');
}

/** Reads what `renderBytes` printed; `undefined` where no such type exists or the bytes do not fill whole items. */
export function parseBytes(type: string, text: string, swap = !MACHINE_IS_LITTLE_ENDIAN): object | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (type === 'ArrayBuffer') return bufferOf(bytes);
  if (type === 'DataView') return new DataView(bufferOf(bytes));
  const TypedArray = typedArrays().find(({ name }) => name === type);
  if (TypedArray === undefined || bytes.length % TypedArray.BYTES_PER_ELEMENT !== 0) return undefined;
  return new TypedArray(bufferOf(swap ? swapItems(bytes, TypedArray.BYTES_PER_ELEMENT) : bytes));
}

interface TypedArrayConstructor {
  new (buffer: ArrayBuffer): object;
  readonly name: string;
  readonly BYTES_PER_ELEMENT: number;
}

/** Looked up when first needed, so that a bundle that only prints keys does not have it. */
function typedArrays(): readonly TypedArrayConstructor[] {
  return [
    Int8Array,
    Uint8Array,
    Uint8ClampedArray,
    Int16Array,
    Uint16Array,
    Int32Array,
    Uint32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    ...float16Array(),
  ];
}

/** Node 22 has none. */
function float16Array(): readonly TypedArrayConstructor[] {
  const type: unknown = Reflect.get(globalThis, 'Float16Array');
  // Where the language's own global of this name is a function, it is this constructor.
  return typeof type === 'function' ? [type as unknown as TypedArrayConstructor] : [];
}

/** A copy of its own: small Buffers are windows into a pool. */
function bufferOf(bytes: Buffer): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

function swapItems(bytes: Buffer, itemSize: number): Buffer {
  const copy = Buffer.from(bytes);
  if (itemSize === 2) return copy.swap16();
  if (itemSize === 4) return copy.swap32();
  return itemSize === 8 ? copy.swap64() : copy;
}
