import type ts from 'typescript';
import type { ProgramAnalysis } from '../analyze/analyze-program.ts';
import { describeFunction } from './describe-function.ts';
import { type Manifest, type ManifestFunction, sortManifest } from './manifest.ts';

/** The manifest of what an analysis found. Functions that were refused are not in it. */
export function describeAnalysis(typescript: typeof ts, program: ts.Program, analysis: ProgramAnalysis): Manifest {
  const checker = program.getTypeChecker();
  const namespaces = new Map<string, ManifestFunction[]>();
  for (const { sourceFile, namespace, path, functions } of analysis.values()) {
    const context = { typescript, program, checker, sourceFile };
    const described = functions.map((analyzed) => describeFunction(context, analyzed, path));
    namespaces.set(namespace, [...(namespaces.get(namespace) ?? []), ...described]);
  }
  return sortManifest(namespaces);
}
