/** Writes docs/diagnostics.md anew: `node .scripts/write-diagnostics-page.ts`. A test tells when it has to be run. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DIAGNOSTICS_PAGE, renderDiagnosticsPage } from './render-diagnostics-page.ts';
import { ROOT } from './run-command.ts';

await writeFile(join(ROOT, DIAGNOSTICS_PAGE), await renderDiagnosticsPage());
console.error(`Wrote ${DIAGNOSTICS_PAGE}.`);
