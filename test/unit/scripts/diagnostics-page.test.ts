import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DIAGNOSTICS_PAGE, renderDiagnosticsPage } from '../../../.scripts/render-diagnostics-page.ts';
import { RUNTIME_ERROR_NOTES } from '../../../.scripts/runtime-error-notes.ts';

const page = readFileSync(new URL(`../../../${DIAGNOSTICS_PAGE}`, import.meta.url), 'utf8');

it('is committed as the script writes it', async () => {
  expect(page, 'Run: node .scripts/write-diagnostics-page.ts').toBe(await renderDiagnosticsPage());
});

it('has a heading for each link to a place inside the page', () => {
  const anchors = new Set(
    [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(/\s/g, '-'),
    ),
  );
  const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
  expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  expect(links.length).toBe(Object.keys(RUNTIME_ERROR_NOTES).length + 1);
});

it('says in one line each what an error of the runtime means, why it is thrown and how to fix it', () => {
  const texts = Object.values(RUNTIME_ERROR_NOTES).flatMap(({ meaning, why, fix }) => [meaning, why, fix]);
  expect(texts.filter((text) => !/^\S.*\.$/.test(text) || text.includes('\n'))).toEqual([]);
});
