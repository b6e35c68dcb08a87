/** Writes docs/annotations.md anew: `node .scripts/write-annotations-page.ts`. A test tells when it has to be run. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ANNOTATIONS_PAGE, renderAnnotationsPage } from './render-annotations-page.ts';
import { ROOT } from './run-command.ts';

await writeFile(join(ROOT, ANNOTATIONS_PAGE), await renderAnnotationsPage());
console.error(`Wrote ${ANNOTATIONS_PAGE}.`);
