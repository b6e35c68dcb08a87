import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configure, dispose } from 'holdfast';
import { startFreshCache } from 'holdfast/testing';
import { expect, it, onTestFinished } from 'vitest';
import { sqliteStore } from '../../runtime/src/sqlite.ts';
import { ROOT } from '../unit/transformer/compile-sources.ts';
import { loadService } from './harness/load-service.ts';
import type * as ReadmeSamples from './services/readme-samples.ts';

it('RM-27: without a path the SQLite file is the one that the docs name, made when it is used first', async () => {
  const { runs, square } = await loadService<typeof ReadmeSamples>('readme-samples');
  const [before, folder] = [process.cwd(), mkdtempSync(join(tmpdir(), 'holdfast-parity-'))];
  process.chdir(folder);
  onTestFinished(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
  onTestFinished(startFreshCache().end);
  const [, documented] = /^\| `file` \| `(.+?)` \|/m.exec(readFileSync(join(ROOT, 'docs/stores.md'), 'utf8')) ?? [];

  const store = sqliteStore();
  expect(readdirSync(folder)).toEqual([]);
  await configure({ store });
  expect([await square(3), runs.square]).toEqual([9, 1]);
  await dispose();
  expect(readdirSync(folder)).toEqual([documented]);

  // As the next process would.
  await configure({ store: sqliteStore() });
  expect([await square(3), runs.square]).toEqual([9, 1]);
});
