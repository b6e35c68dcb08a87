/**
 * Whether a value of plain data takes more than `limit` bytes, about as many as its JSON text has: a character counts
 * one byte, or three outside of Latin-1, a number eight. It stops as soon as the limit is passed, so a huge value costs
 * no more than the limit.
 */
export function exceedsBytes(value: unknown, limit: number): boolean {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  let bytes = 0;
  while (open.length > 0 && bytes <= limit) {
    const part = open.pop();
    if (typeof part !== 'object' || part === null) {
      bytes += bytesOf(part, limit - bytes);
    } else if (!seen.has(part)) {
      seen.add(part);
      bytes +=
        2 +
        (ArrayBuffer.isView(part) || part instanceof ArrayBuffer
          ? part.byteLength
          : openParts(part, open, limit - bytes));
    }
  }
  return bytes > limit;
}

function bytesOf(value: unknown, atMost: number): number {
  if (typeof value !== 'string') return 8;
  if (value.length > atMost) return value.length;
  let bytes = 2;
  for (let i = 0; i < value.length; i++) bytes += value.charCodeAt(i) < 256 ? 1 : 3;
  return bytes;
}

/** Puts what an object holds on the stack, unless it holds too much; answers the bytes known so far. */
function openParts(object: object, open: unknown[], atMost: number): number {
  const size = sizeOf(object);
  if (size > atMost) return size;
  if (object instanceof Map) for (const [key, item] of object) open.push(key, item);
  else if (object instanceof Set || Array.isArray(object)) for (const item of object) open.push(item);
  else return openFields(object, open);
  return 0;
}

/** Number of parts, each of which has at least one byte. */
function sizeOf(object: object): number {
  if (Array.isArray(object)) return object.length;
  return object instanceof Map || object instanceof Set ? object.size : 0;
}

function openFields(object: object, open: unknown[]): number {
  let bytes = 0;
  for (const [name, item] of Object.entries(object)) {
    bytes += name.length + 3;
    open.push(item);
  }
  return bytes;
}
