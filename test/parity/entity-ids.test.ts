import { type Codec, cacheOf, configure, MissingEntityIdError } from 'holdfast';
import { describe, expect, it } from 'vitest';
import { buildSources } from './harness/build-sources.ts';
import { loadService } from './harness/load-service.ts';
import { PARITY_STORES } from './harness/parity-store.ts';
import { recordEvents, startParityCache } from './harness/start-parity-cache.ts';
import type * as EntityIds from './services/entity-ids.ts';

const service = await loadService<typeof EntityIds>('entity-ids');

type Call = () => Promise<unknown>;

describe.each(PARITY_STORES)('on $name', (store) => {
  const cache = startParityCache(store, service);

  /** What the entry of a call depends on beside everything and its function, and what a writer of the same ids ends. */
  async function idsOf(read: Call, write: Call): Promise<{ tracked: unknown; invalidated: unknown }> {
    const events = recordEvents('invalidate', 'error');
    await write();
    const invalidated = events.map((event) => event);
    await read();
    const { key, spec } = cacheOf(read);
    const [reading] = await cache.store().read([{ key: key(), dependencies: [] }]);
    const [everything, owner, ...tracked] = reading?.entry?.dependencies ?? [];
    expect([everything, owner]).toEqual(['*', `f:app:${spec.id}`]);
    return { tracked, invalidated };
  }

  const ended = (...dependencies: readonly string[]) => [{ event: 'invalidate', dependencies, keys: [] }];

  it('R-35: the id of an object is its property', async () => {
    expect(await idsOf(service.readObject, service.writeObject)).toEqual({
      tracked: ['e:thing:1'],
      invalidated: ended('e:thing:1', 'c:thing'),
    });
  });

  it('R-36: the id stands under another name', async () => {
    expect(await idsOf(service.readOtherName, service.writeOtherName)).toEqual({
      tracked: ['e:thing:123'],
      invalidated: ended('e:thing:123', 'c:thing'),
    });
  });

  it('R-37: a list has the ids of all its objects', async () => {
    const all = ['e:thing:1', 'e:thing:2', 'e:thing:3'];
    expect(await idsOf(service.readList, service.writeList)).toEqual({
      tracked: [...all, 'c:thing'],
      invalidated: ended(...all, 'c:thing'),
    });
  });

  it('R-39: the result is the id itself', async () => {
    expect(await idsOf(service.readFlat, service.writeFlat)).toEqual({
      tracked: ['e:thing:42'],
      invalidated: ended('e:thing:42', 'c:thing'),
    });
  });

  it('R-40: several properties are one id, in the order in which they are named', async () => {
    expect(await idsOf(service.readComposite, service.writeComposite)).toEqual({
      tracked: ['e:membership:1,2'],
      invalidated: ended('e:membership:1,2', 'c:membership'),
    });
  });

  it('R-41: an instance of a class has an id, also one that is computed', async () => {
    const { readInstance, User, writeInstance } = service;
    const users: Codec = {
      name: 'users',
      encode: (value) => (value instanceof User ? String(value.id) : ''),
      decode: (payload) => new User(Number(payload)),
    };
    await configure({ codec: 'users', codecs: [users] });
    expect(await idsOf(readInstance, writeInstance)).toEqual({
      tracked: ['e:thing:99'],
      invalidated: ended('e:thing:99', 'c:thing'),
    });
  });

  it('R-43: what cannot be an id is an error that names the value and its type', async () => {
    const events = recordEvents('store', 'error', 'invalidate');
    const message = (id: string): string =>
      `HF3012 missing-entity-id: ${id}: an id of the entity thing is [1,2,3] (array); ids are strings, numbers and bigints. Say with id=… where the id stands, or missingId=skip where there may be none.`;
    const facts = { entity: 'thing', value: [1, 2, 3], result: { id: [1, 2, 3] } };
    const failure: unknown = await service.writeUnusable().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(MissingEntityIdError);
    expect(failure).toMatchObject({ ...facts, message: message('writeUnusable') });

    expect([await service.readUnusable(), await service.readUnusable(), service.runs.readUnusable]).toEqual([
      { id: [1, 2, 3] },
      { id: [1, 2, 3] },
      2,
    ]);
    const error = expect.objectContaining({ entity: 'thing', value: [1, 2, 3], message: message('readUnusable') });
    const refused = { event: 'error', operation: 'tracks', id: 'readUnusable', key: 'hf:app:readUnusable()', error };
    // The writer's effect stands, and rows may have come or gone.
    expect(events).toEqual([...ended('c:thing'), refused, refused]);
  });

  it('R-44: with missingId=skip what has no id is passed over', async () => {
    expect(await idsOf(service.readSome, service.writeSome)).toEqual({
      tracked: ['e:thing:1', 'e:thing:3', 'c:thing'],
      invalidated: ended('e:thing:1', 'e:thing:3', 'c:thing'),
    });
  });

  it('R-46: a path through lists is refused by the build, which finds nested lists by their type', async () => {
    const body = 'export async function load(): Promise<{ groups: { id: number }[] }[]> {\n  return [];\n}\n';
    const problems = ['@cache\n * @tracks thing id=groups.id', '@invalidates thing id=groups.id'].map((lines) =>
      buildSources({ sources: { 'src/groups.ts': `/**\n * ${lines}\n */\n${body}` } }).problems.map((problem) =>
        problem.replace(/^(\S+ HF\d+ \S+): .*$/, '$1'),
      ),
    );
    expect(problems).toEqual([
      ['src/groups.ts(3): HF1245 unknown-id-word'],
      ['src/groups.ts(2): HF1245 unknown-id-word'],
    ]);
    const all = ['e:thing:1', 'e:thing:2', 'e:thing:3', 'e:thing:4'];
    expect(await idsOf(service.readNested, service.writeNested)).toEqual({
      tracked: [...all, 'c:thing'],
      invalidated: ended(...all, 'c:thing'),
    });
  });
});
