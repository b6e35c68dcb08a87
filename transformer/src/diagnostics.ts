/**
 * Every mistake the build reports, in one table. Number and slug are permanent and never reused; the golden
 * file test/unit/transformer/diagnostic-codes.golden.json guards them. Each has a folder
 * fixtures/diagnostics/<number>-<slug> whose README is its page in the documentation.
 *
 * A message names what the developer wrote, says why it cannot hold and ends with the fix.
 */

import { BATCH_DIAGNOSTICS } from './diagnostics/batch-diagnostics.ts';
import { CAPTURE_DIAGNOSTICS } from './diagnostics/capture-diagnostics.ts';
import { COMMAND_DIAGNOSTICS } from './diagnostics/command-diagnostics.ts';
import { CONFIGURATION_DIAGNOSTICS } from './diagnostics/configuration-diagnostics.ts';
import { ENTITY_DIAGNOSTICS } from './diagnostics/entity-diagnostics.ts';
import { ENTITY_TYPE_DIAGNOSTICS } from './diagnostics/entity-type-diagnostics.ts';
import { FUNCTION_DIAGNOSTICS } from './diagnostics/function-diagnostics.ts';
import { GRAMMAR_DIAGNOSTICS } from './diagnostics/grammar-diagnostics.ts';
import { ID_DIAGNOSTICS } from './diagnostics/id-diagnostics.ts';
import { MANIFEST_DIAGNOSTICS } from './diagnostics/manifest-diagnostics.ts';
import { MODEL_DIAGNOSTICS } from './diagnostics/model-diagnostics.ts';
import { RESULT_DIAGNOSTICS } from './diagnostics/result-diagnostics.ts';
import { SHAPE_DIAGNOSTICS } from './diagnostics/shape-diagnostics.ts';
import { TEMPLATE_DIAGNOSTICS } from './diagnostics/template-diagnostics.ts';
import { TYPE_DIAGNOSTICS } from './diagnostics/type-diagnostics.ts';

export type { Diagnostic } from './diagnostics/define-diagnostic.ts';

/** The whole table, one reporter each. */
export const DIAGNOSTICS = {
  ...GRAMMAR_DIAGNOSTICS,
  ...ENTITY_DIAGNOSTICS,
  ...BATCH_DIAGNOSTICS,
  ...TEMPLATE_DIAGNOSTICS,
  ...TYPE_DIAGNOSTICS,
  ...ENTITY_TYPE_DIAGNOSTICS,
  ...MODEL_DIAGNOSTICS,
  ...FUNCTION_DIAGNOSTICS,
  ...CAPTURE_DIAGNOSTICS,
  ...RESULT_DIAGNOSTICS,
  ...SHAPE_DIAGNOSTICS,
  ...ID_DIAGNOSTICS,
  ...MANIFEST_DIAGNOSTICS,
  ...CONFIGURATION_DIAGNOSTICS,
  ...COMMAND_DIAGNOSTICS,
};

/** Number and slug of every diagnostic in ascending order, for the golden file and the documentation. */
export function listDiagnostics(): readonly { code: string; slug: string }[] {
  return Object.values(DIAGNOSTICS)
    .toSorted((a, b) => a.code - b.code)
    .map(({ code, slug }) => ({ code: `HF${code}`, slug }));
}
