import { BYTE_CLASSES, ERROR_CLASSES, globalClass } from './tags.ts';

/** Machines of the other byte order take the bytes of this one's numbers for none. */
const BYTE_ORDER = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? '' : ' BE';

/** The tag of an object of bytes; `undefined`: it is none. A view takes along what it shows of its buffer, no more. */
export function bytesTag(value: object, prototype: unknown): unknown[] | undefined {
  const name = nameOfGlobal(prototype, BYTE_CLASSES);
  const bytes = name === undefined ? undefined : bytesOf(value);
  return bytes === undefined ? undefined : ['~Bytes', name + BYTE_ORDER, bytes.toString('base64')];
}

/** The bytes that such a tag stands for. @throws where it is none. */
export function readBytes(name: unknown, base64: unknown): unknown {
  const made = BYTE_CLASSES.find((listed) => listed + BYTE_ORDER === name);
  const MadeClass = globalClass(made, BYTE_CLASSES);
  if (typeof MadeClass !== 'function' || typeof base64 !== 'string') throw new TypeError('not a class of bytes');
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== lengthOf(base64)) throw new TypeError('not base64');
  if (MadeClass === Buffer) return bytes;
  // The bytes of a small Buffer lie in a pool that many share.
  const { buffer } = new Uint8Array(bytes);
  return MadeClass === ArrayBuffer ? buffer : Reflect.construct(MadeClass, [buffer]);
}

/** Name of the class of a plain error; `undefined`: its class may have state that fields do not show. */
export function errorClassOf(error: Error): string | undefined {
  return nameOfGlobal(Object.getPrototypeOf(error), ERROR_CLASSES);
}

/** A real error of the class, without the stack of this moment. @throws where there is no such class. */
export function makeError(name: unknown): Error {
  const made = globalClass(name, ERROR_CLASSES);
  if (typeof made !== 'function') throw new TypeError('not a class of errors');
  // The class's own constructor is not called.
  const error: Error = Reflect.construct(Error, [], made);
  delete error.stack;
  return error;
}

function nameOfGlobal(prototype: unknown, listed: readonly string[]): string | undefined {
  const made: unknown = Reflect.get(Object(prototype), 'constructor');
  if (typeof made !== 'function' || made.prototype !== prototype) return undefined;
  return globalClass(made.name, listed) === made ? made.name : undefined;
}

function bytesOf(value: object): Buffer | undefined {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof ArrayBuffer && !value.resizable ? Buffer.from(value) : undefined;
}

/** How many bytes a base64 text stands for. */
function lengthOf(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}
