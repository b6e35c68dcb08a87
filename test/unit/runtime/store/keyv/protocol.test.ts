import { describe, expect, it } from 'vitest';
import { HeldRows, settled } from './held-rows.ts';
import { makeScene, PAST } from './scene.ts';

describe('dependencies that are known before the body runs', () => {
  it('need no time: a result that began in the millisecond of an invalidation is stored', async () => {
    const { reader, writer } = await makeScene();
    await writer.invalidate();
    expect(await reader.end(await reader.begin(), 'new')).toBe('stored');
    expect(await writer.find()).toEqual({ codec: 'data', payload: '"new"' });
  });

  it('refuse a result that began before an invalidation, however the clocks are', async () => {
    const { rows, reader, writer } = await makeScene();
    rows.time += 100_000;
    const stamp = await reader.begin();
    rows.time -= 200_000;
    await writer.invalidate();
    rows.time += 300_000;
    expect(await reader.end(stamp, 'old')).toBe('refused');
  });

  it('are stored with the first result of a name', async () => {
    const reader = new HeldRows().open();
    expect(await reader.end(await reader.begin(), 'first')).toBe('stored');
    expect(await reader.find()).toEqual({ codec: 'data', payload: '"first"' });
  });

  it('share one first use among the callers of a process', async () => {
    const rows = new HeldRows();
    const reader = rows.open();
    const stamps = await Promise.all([reader.begin(), reader.begin(), reader.begin()]);
    expect(await Promise.all(stamps.map((stamp) => reader.end(stamp, 1)))).toEqual(['stored', 'stored', 'stored']);
  });

  it('share a first use that was written while the read was on its way', async () => {
    const rows = new HeldRows();
    const reader = rows.open();
    reader.hold();
    const first = reader.begin();
    await settled();
    const second = reader.begin();
    await reader.releaseAll();
    const outcomes = [await reader.end(await first, 1), await reader.end(await second, 2)];
    expect(outcomes).toEqual(['stored', 'stored']);
  });

  it('are used for the first time again after a first use that failed', async () => {
    const rows = new HeldRows();
    const reader = rows.open();
    rows.failure = new Error('no room');
    const failing = [reader.begin(), reader.begin()];
    for (const outcome of await Promise.allSettled(failing)) {
      expect(outcome).toEqual({ status: 'rejected', reason: new Error('no room') });
    }
    expect(await reader.end(await reader.begin(), 'new')).toBe('stored');
  });

  it('have markers that are renewed when half of their life is over, and do not end before', async () => {
    const { rows, reader } = await makeScene();
    const markers = (): readonly (string | undefined)[] =>
      ['hf:u:*', 'hf:u:f:app:find', 'hf:u:t:team:1'].map((name) => rows.rows.get(name));
    const [everything, fn, tag] = markers();
    rows.time += 29 * 86_400_000;
    await reader.begin();
    expect(markers()).toEqual([everything, fn, tag]);
    rows.time += 2 * 86_400_000;
    await reader.begin();
    expect(markers()).toEqual([everything, fn, expect.not.stringMatching(tag ?? '')]);
  });

  it('end with a first use of another process that comes late', async () => {
    const rows = new HeldRows();
    const [reader, other] = [rows.open(), rows.open()];
    other.hold();
    const late = other.begin();
    await settled();
    await reader.end(await reader.begin(), 1);
    await other.releaseAll();
    expect(await reader.find()).toBe('invalidated');
    expect(await other.end(await late, 2)).toBe('stored');
  });
});

describe('a refresh', () => {
  it('ends the entry when it begins, and loads that began earlier lose to it', async () => {
    const { reader, writer } = await makeScene();
    await reader.end(await reader.begin(), 'old');
    const early = await reader.begin();
    const stamp = await writer.refresh();
    expect(await reader.find()).toBe('invalidated');
    expect(await writer.end(stamp, 'new', true)).toBe('stored');
    expect(await reader.end(early, 'old')).toBe('refused');
    expect(await reader.find()).toEqual({ codec: 'data', payload: '"new"' });
  });

  it('loses to a refresh that began later, though it ends after it', async () => {
    const { reader, writer } = await makeScene();
    const [first, second] = [await reader.refresh(), await writer.refresh()];
    expect(await writer.end(second, 'new', true)).toBe('stored');
    expect(await reader.end(first, 'old', true)).toBe('refused');
    expect(await reader.find()).toEqual({ codec: 'data', payload: '"new"' });
  });

  it('ends what is older, and stores nothing, where the store does not know its begin', async () => {
    const { rows, reader } = await makeScene();
    await reader.end(await reader.begin(), 'old');
    rows.time += PAST;
    expect(await reader.end(await reader.begin('late'), 'new', true)).toBe('refused');
    expect(await reader.find()).toBe('invalidated');
  });
});

describe('rows under names that the store has mixed up', () => {
  it('belong to one of two names that are stored as one', async () => {
    const reader = new HeldRows().open();
    await reader.end(await reader.begin(), 'old');
    // Neither has a form of its own in UTF-8.
    const names = ['t:\ud800', 't:\udfff'];
    await reader.invalidate(names[0]);
    expect(await reader.find(['*', 'f:app:find', 't:team:1', ...names])).toBe('invalidated');
  });

  it.each(['hf:u:*', 'hf:u:t:team:1', 'hf:app:find(id=1)'])(
    'count as nothing: another row stands at %s',
    async (name) => {
      const rows = new HeldRows();
      const reader = rows.open();
      await reader.end(await reader.begin(), 1);
      const text = rows.rows.get(name) ?? '';
      rows.rows.set(name, text.replace(name, `${name}2`));
      expect(await reader.find()).toBe(name.startsWith('hf:u:') ? 'invalidated' : 'malformed');
    },
  );
});

describe('where the store throws rows out', () => {
  it('a result is refused when the mark that ended its key is lost', async () => {
    const rows = new HeldRows();
    const reader = rows.open('besteffort');
    const stamp = await reader.begin();
    expect(await reader.invalidateKey()).toEqual([false]);
    rows.rows.delete('hf:d:k:hf:app:find(id=1)');
    expect(await reader.end(stamp, 'old')).toBe('refused');
  });

  it('an entry is not served when a mark is lost, whichever', async () => {
    const rows = new HeldRows();
    const reader = rows.open('besteffort');
    await reader.end(await reader.begin(), 1);
    const stored = new Map(rows.rows);
    for (const name of stored.keys()) {
      rows.rows.clear();
      for (const [other, text] of stored) if (other !== name) rows.rows.set(other, text);
      expect([name, await rows.open('besteffort').find()]).toEqual([
        name,
        name === 'hf:app:find(id=1)' ? 'absent' : 'invalidated',
      ]);
    }
  });
});
