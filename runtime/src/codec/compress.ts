/** Text or bytes, compressed, and what is put behind the codec's name to say so. */
export interface Compressed {
  readonly suffix: string;
  readonly payload: Uint8Array;
}

/** Behind the name of a codec that wrote text, and of one that wrote bytes. */
const TEXT = '+gzip';
const BYTES = '+gzip-bytes';

/** More bytes than this are neither compressed nor taken out of what claims to be compressed. */
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * The payload compressed; `undefined` where that gains nothing. gzip, since all supported versions of Node have it, other
 * programs read it, and its checksum finds damaged bytes; the fastest level is about twice as fast as the default one,
 * for a few per cent more bytes.
 */
export function compress(payload: string | Uint8Array, bytes: number): Compressed | undefined {
  if (bytes > MAX_BYTES) return undefined;
  const { constants, gzipSync } = loadZlib();
  const compressed = gzipSync(payload, { level: constants.Z_BEST_SPEED });
  if (compressed.length >= bytes) return undefined;
  return { suffix: typeof payload === 'string' ? TEXT : BYTES, payload: compressed };
}

/** A name as it stands in an entry, taken apart: `data+gzip` is codec `data` with compressed text. */
export function splitName(name: string): { readonly codec: string; readonly suffix: string } {
  const end = name.indexOf('+');
  return end === -1 ? { codec: name, suffix: '' } : { codec: name.slice(0, end), suffix: name.slice(end) };
}

/** The codec's own payload. @throws Error for damaged bytes, for too many, and for an unknown suffix. */
export function decompress(payload: string | Uint8Array, suffix: string): string | Uint8Array {
  if (suffix === '') return payload;
  if (typeof payload === 'string') throw new TypeError('compressed bytes came as text');
  if (suffix !== TEXT && suffix !== BYTES) throw new TypeError(`${suffix} is not known`);
  const bytes = loadZlib().gunzipSync(payload, { maxOutputLength: MAX_BYTES });
  return suffix === TEXT ? bytes.toString() : bytes;
}

/** Importing it would cost a start more than two milliseconds. */
function loadZlib(): typeof import('node:zlib') {
  return process.getBuiltinModule('node:zlib');
}
