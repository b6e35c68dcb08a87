import type ts from 'typescript';
import type { AnalysisHost, ProgramAnalysis, ProgramFile } from '../analyze/analyze-program.ts';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { describeAnalysis } from '../manifest/describe-analysis.ts';
import type { Manifest, ManifestFunction } from '../manifest/manifest.ts';
import { type Change, compareManifests } from './compare-manifests.ts';
import { createGoneRule, type ReadFile } from './create-gone-rule.ts';
import { diagnoseChange } from './diagnose-change.ts';

/** What a comparison of a build with the manifest needs. */
export interface DriftHost extends AnalysisHost {
  readonly analysis: ProgramAnalysis;
  readonly recorded: Manifest;
  /** Its name, for messages. */
  readonly manifest: string;
  readonly fileExists: (path: string) => boolean;
}

/** Drift that a build sees. */
export interface Drift {
  /** At the functions concerned. */
  readonly inFiles: ReadonlyMap<ts.SourceFile, readonly Diagnostic[]>;
  /** What has no place in a source file. */
  readonly elsewhere: readonly Diagnostic[];
}

const NOWHERE = { start: 0, length: 0 };

/**
 * Compares the functions of a program with the manifest. A new function is none of a build's business: nothing is
 * stored under its keys, and while it is being written the manifest cannot know it yet; `holdfast check` asks for it.
 *
 * While the build refuses functions, nothing tells which of them are gone.
 */
export function checkDrift(host: DriftHost): Drift {
  const { typescript, program, analysis, recorded } = host;
  const comparison = compareManifests(recorded, describeAnalysis(typescript, program, analysis));
  if (comparison.namespace !== undefined) {
    const count = recorded.get(comparison.namespace.from)?.length ?? 0;
    const diagnostic = DIAGNOSTICS.changedNamespace(NOWHERE, { ...comparison.namespace, count });
    return { inFiles: new Map(), elsewhere: [diagnostic] };
  }
  const inFiles = new Map<ts.SourceFile, Diagnostic[]>();
  const elsewhere: Diagnostic[] = [];
  for (const { file, diagnostic } of collect(host, comparison.changes)) {
    if (file === undefined) elsewhere.push(diagnostic);
    else inFiles.set(file.sourceFile, [...(inFiles.get(file.sourceFile) ?? []), diagnostic]);
  }
  return { inFiles, elsewhere };
}

interface Finding {
  readonly file: ProgramFile | undefined;
  readonly diagnostic: Diagnostic;
}

function collect(host: DriftHost, changes: readonly Change[]): readonly Finding[] {
  const files = [...host.analysis.values()];
  const isRefusing = files.some(({ diagnostics }) => diagnostics.length > 0);
  const mayBeGone = !isRefusing && changes.some(({ kind }) => kind === 'gone');
  const isGone = mayBeGone ? createGoneRule(listFiles(host), host.fileExists) : (): boolean => false;
  return changes.flatMap((change): Finding[] => {
    if (change.kind === 'new') return [];
    if (change.kind === 'gone' && !isGone(change.namespace, change.recorded)) return [];
    const problem = diagnoseChange(change, changes, host.manifest);
    if (problem === undefined) return [];
    const { file, span } = locate(files, change.namespace, problem.at);
    return [{ file, diagnostic: problem.report(span) }];
  });
}

function locate(
  files: readonly ProgramFile[],
  namespace: string,
  at: ManifestFunction | undefined,
): { readonly file: ProgramFile | undefined; readonly span: Pick<Diagnostic, 'start' | 'length'> } {
  const file = files.find((one) => one.namespace === namespace && one.path === at?.file);
  const fn = file?.functions.find(({ spec }) => spec.id === at?.id);
  return { file, span: fn?.idSpan ?? NOWHERE };
}

function listFiles({ program, projectOf }: DriftHost): readonly ReadFile[] {
  return program.getSourceFiles().flatMap(({ fileName, isDeclarationFile }) => {
    const project = isDeclarationFile ? undefined : projectOf(fileName);
    return project === undefined || 'code' in project ? [] : [{ fileName, ...project }];
  });
}
