import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { ManifestFunction } from '../manifest/manifest.ts';
import type { Span } from '../span.ts';
import type { Change } from './compare-manifests.ts';
import { renderKeys, renderReasons } from './render-change.ts';

/** The problem that a change is. */
export interface ChangeProblem {
  /** The function at whose id it stands; `undefined` where no code is left that it could point to. */
  readonly at: ManifestFunction | undefined;
  readonly report: (span: Span) => Diagnostic;
}

/** Says what is wrong with a change. One that leaves the keys as they are is no problem: `undefined`. */
export function diagnoseChange(
  change: Change,
  changes: readonly Change[],
  manifest: string,
): ChangeProblem | undefined {
  const { kind, namespace } = change;
  switch (kind) {
    case 'changed': {
      const { recorded, current, reasons } = change;
      const facts = { id: current.id, namespace, ...renderKeys(recorded, current), why: renderReasons(reasons) };
      return { at: current, report: (span) => DIAGNOSTICS.changedKey(span, facts) };
    }
    case 'gone': {
      const { id, key, file } = change.recorded;
      const candidates = listCandidates(change.recorded, namespace, changes);
      const [first] = candidates;
      const report = (span: Span): Diagnostic =>
        DIAGNOSTICS.goneFunction(span, { id, namespace, key, file, candidates });
      return { at: first?.file === file ? first : undefined, report };
    }
    case 'new': {
      const { id, key } = change.current;
      return {
        at: change.current,
        report: (span) => DIAGNOSTICS.newFunction(span, { id, namespace, key, manifest }),
      };
    }
    case 'updated':
      return undefined;
  }
}

/** New functions, for the reader to choose from; those of the same file first. */
function listCandidates(
  gone: ManifestFunction,
  namespace: string,
  changes: readonly Change[],
): readonly ManifestFunction[] {
  return changes
    .flatMap((change) => (change.kind === 'new' && change.namespace === namespace ? [change.current] : []))
    .toSorted((a, b) => Number(b.file === gone.file) - Number(a.file === gone.file))
    .slice(0, 3);
}
