import type { SealedValue, SealOptions } from '../../value/sealing.ts';

/** What is told of an entry beside its payload; entries of one function mostly share it. */
export interface About extends Pick<SealedValue, 'codec' | 'shape'> {
  readonly dependencies: readonly string[];
  /** Count of the stamps as of which the dependencies were last compared with an entry and found good; -1: never. */
  provenAt: number;
  /** The oldest entry's stamp that they were found good for. */
  provenFrom: number;
  /** In memory: those of the function that stores such entries, once it has stored one. */
  options: SealOptions | undefined;
}

/** `["data",null,"*","f:app:find"]` */
export function renderAbout({ codec, shape }: SealedValue, dependencies: readonly string[]): string {
  return JSON.stringify([codec, shape ?? null, ...dependencies]);
}

/** What `renderAbout` wrote. A text of another make gives no dependencies, so its entry is malformed. */
export function parseAbout(text: string): About {
  const [codec = '', shape = null, ...dependencies] = readParts(text);
  return {
    codec: codec ?? '',
    ...(shape !== null && { shape }),
    dependencies: Object.freeze(dependencies.map(String)),
    provenAt: -1,
    provenFrom: 0,
    options: undefined,
  };
}

function readParts(text: string): readonly (string | null)[] {
  let parts: unknown;
  try {
    parts = JSON.parse(text);
  } catch {
    // Not ours: the entry is malformed, and that is what its reader says.
    return [];
  }
  return Array.isArray(parts) && parts.every((part) => typeof part === 'string' || part === null) ? parts : [];
}
