import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ANNOTATIONS_PAGE, renderAnnotationsPage } from '../../../.scripts/render-annotations-page.ts';

it('is committed as the script writes it', async () => {
  const page = readFileSync(new URL(`../../../${ANNOTATIONS_PAGE}`, import.meta.url), 'utf8');
  expect(page, 'Run: node .scripts/write-annotations-page.ts').toBe(await renderAnnotationsPage());
});
