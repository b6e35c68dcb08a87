import { describe, expect, it } from 'vitest';
import { CLOCK_SKEW, HeldRows, settled } from './held-rows.ts';
import { makeScene, OLD, PAST, type Scene } from './scene.ts';

/** A load that finds its dependencies in its result begins, the tag is invalidated, and `hide` runs before it ends. */
async function loadLate({ rows, reader, writer }: Scene, hide: () => Promise<void>): Promise<unknown> {
  rows.time += PAST;
  const stamp = await reader.begin('late');
  rows.time += 1;
  await writer.invalidate();
  await hide();
  return reader.end(stamp, 'old');
}

describe('dependencies that a result shows', () => {
  it('are stored where they are older than the load by the clock skew', async () => {
    const { rows, reader, writer } = await makeScene();
    await writer.invalidate();
    rows.time += CLOCK_SKEW - 1;
    expect(await reader.end(await reader.begin('late'), 1)).toBe('refused');
    rows.time += 1;
    expect(await reader.end(await reader.begin('late'), 2)).toBe('stored');
  });

  it('are stored at once where their names are new', async () => {
    const { rows, reader } = await makeScene();
    rows.rows.delete('hf:u:t:team:1');
    expect(await reader.end(await reader.begin('late'), 'old')).toBe('stored');
    expect(await reader.find()).toEqual(OLD);
  });

  it('are stored the next time there, in a store that throws rows out', async () => {
    const rows = new HeldRows();
    const reader = rows.open('besteffort');
    await reader.begin();
    rows.time += PAST;
    rows.rows.delete('hf:u:t:team:1');
    expect(await reader.end(await reader.begin('late'), 1)).toBe('refused');
    rows.time += PAST;
    expect(await reader.end(await reader.begin('late'), 2)).toBe('stored');
  });

  it('are not stored where a first use overwrites the marker of an invalidation', async () => {
    const { rows, reader, writer } = await makeScene();
    rows.rows.delete('hf:u:t:team:1');
    const stamp = await reader.begin('late');
    rows.time += 1;
    // The invalidation comes when the load has found no marker, and before its own comes to the store.
    reader.hold();
    const ended = reader.end(stamp, 'old');
    await settled();
    await writer.invalidate();
    await reader.releaseAll();
    expect(await ended).toBe('refused');
  });

  it('end with an invalidation of which the stamp comes when the load has looked for it', async () => {
    const { rows, reader, writer } = await makeScene();
    rows.rows.delete('hf:u:t:team:1');
    const stamp = await reader.begin('late');
    writer.hold();
    const invalidation = writer.invalidate();
    expect(await reader.end(stamp, 'old')).toBe('stored');
    await writer.releaseAll();
    await invalidation;
    expect(await reader.find()).toBe('invalidated');
  });

  it('are not stored where an invalidation was lost with all rows, and the names were used again', async () => {
    const scene = await makeScene();
    const lose = async (): Promise<void> => {
      scene.rows.rows.clear();
      await scene.other.begin();
    };
    expect(await loadLate(scene, lose)).toBe('refused');
  });

  it('are not stored where an invalidation was lost with all rows, and no name was used since', async () => {
    const scene = await makeScene();
    expect(await loadLate(scene, async () => scene.rows.rows.clear())).toBe('refused');
  });

  it('are not hidden by a first use that comes late', async () => {
    const scene = await makeScene();
    scene.rows.rows.delete('hf:u:t:team:1');
    scene.other.hold();
    const first = scene.other.begin();
    await settled();
    expect(await loadLate(scene, () => scene.other.release())).toBe('refused');
    await scene.other.releaseAll();
    await first;
  });

  it('are not hidden by an invalidation that comes late, when it has resolved', async () => {
    const scene = await makeScene();
    scene.other.hold();
    const invalidation = scene.other.invalidate();
    const hide = async (): Promise<void> => {
      await scene.other.releaseAll();
      await invalidation;
    };
    expect(await loadLate(scene, hide)).toBe('refused');
  });

  it('are not hidden from a process that has invalidated them, at any time', async () => {
    const scene = await makeScene();
    const third = scene.rows.open();
    scene.other.hold();
    const invalidation = scene.other.invalidate();
    third.hold();
    scene.rows.rows.delete('hf:u:t:team:1');
    const used = third.begin();
    await settled();
    scene.rows.time += PAST;
    const stamp = await scene.writer.begin('late');
    const hide = async (): Promise<void> => {
      await scene.other.release();
      await third.release();
    };
    // What these two wrote late, they have not yet written again: others may be served what it hides.
    expect(await loadLate(scene, hide)).toBe('stored');
    expect(await scene.reader.find()).toEqual(OLD);
    expect(await scene.writer.find()).toBe('invalidated');
    expect(await scene.writer.end(stamp, 'old')).toBe('refused');
    await scene.other.releaseAll();
    await invalidation;
    expect(await scene.reader.find()).toBe('invalidated');
    await third.releaseAll();
    await used;
  });

  it('end also on a store that is always slow', async () => {
    const { rows, writer } = await makeScene();
    rows.latency = 10 * CLOCK_SKEW;
    const began = rows.time;
    await writer.invalidate();
    const mark: unknown = JSON.parse(rows.rows.get('hf:d:t:team:1') ?? '');
    const again = began + rows.latency;
    expect(mark).toEqual({ hf: 1, name: 'hf:d:t:team:1', token: expect.any(String), at: again + 2 * rows.latency });
    // Its marker takes as long.
    expect(rows.time).toBe(again + 3 * rows.latency);
  });
});

describe('dependencies of an asker that shares a key with another function', () => {
  const OTHER = ['*', 'f:app:other', 't:other:1'];

  it('are as good as unused where they were never used and nothing was lost', async () => {
    const { reader } = await makeScene();
    await reader.end(await reader.begin(), 'old');
    expect(await reader.find(OTHER)).toEqual(OLD);
  });

  it('end the entry where they were invalidated since, or shortly before', async () => {
    const { rows, reader, writer } = await makeScene();
    await writer.invalidate('t:other:1');
    await reader.end(await reader.begin(), 'old');
    expect(await reader.find(OTHER)).toBe('invalidated');
    rows.time += PAST;
    await reader.end(await reader.begin(), 'old');
    expect(await reader.find(OTHER)).toEqual(OLD);
    await writer.invalidate('t:other:1');
    expect(await reader.find(OTHER)).toBe('invalidated');
  });

  it('end the entry where all rows are lost while they are read', async () => {
    const { rows, reader, writer } = await makeScene();
    await reader.end(await reader.begin(), 'old');
    await writer.invalidate('t:other:1');
    rows.beforeReads.push(
      () => {},
      () => rows.rows.clear(),
    );
    expect(await reader.find(['*', 'f:app:find', 't:team:1', 't:other:1'])).toBe('invalidated');
  });

  it('end the entry where their marks are lost, in a store that throws rows out', async () => {
    const rows = new HeldRows();
    const reader = rows.open('besteffort');
    await reader.end(await reader.begin(), 'old');
    await reader.invalidate('t:other:1');
    for (const name of ['hf:u:t:other:1', 'hf:d:t:other:1']) rows.rows.delete(name);
    rows.time += PAST;
    expect(await rows.open('besteffort').find(OTHER)).toBe('invalidated');
  });
});
