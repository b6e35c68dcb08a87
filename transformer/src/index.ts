export type { FileAnalysis } from './analyze/analyze-file.ts';
export type { AnalyzedFunction } from './analyze/analyze-function.ts';
export {
  type AnalysisHost,
  analyzeProgram,
  type ProgramAnalysis,
  type ProgramFile,
} from './analyze/analyze-program.ts';
export type { AnalyzedWriter } from './analyze/analyze-writer.ts';
export { bindComments, type TaggedSubject } from './bind/bind-comments.ts';
export { createTransformer, type TransformerHost } from './create-transformer.ts';
export { DIAGNOSTICS, type Diagnostic, listDiagnostics } from './diagnostics.ts';
export { compareKeys, type KeyReason } from './drift/compare-keys.ts';
export {
  type Change,
  compareManifests,
  type ManifestComparison,
  renameNamespace,
  type UpdatedField,
} from './drift/compare-manifests.ts';
export { createGoneRule, type GoneRule, type ReadFile } from './drift/create-gone-rule.ts';
export { type ChangeProblem, diagnoseChange } from './drift/diagnose-change.ts';
export { type ListedKey, readKey } from './drift/read-key.ts';
export { type KeyPair, renderKeys, renderReasons } from './drift/render-change.ts';
export { createProjectFinder, type Project } from './find-project.ts';
export { comparableCode } from './manifest/comparable-code.ts';
export { describeAnalysis } from './manifest/describe-analysis.ts';
export { describeSpec } from './manifest/describe-function.ts';
export {
  type Manifest,
  type ManifestFunction,
  type ManifestParameter,
  type ManifestResult,
  sortManifest,
} from './manifest/manifest.ts';
export { type ManifestProblem, parseManifest } from './manifest/parse-manifest.ts';
export { type ManifestFile, readManifest } from './manifest/read-manifest.ts';
export { type ManifestSyntax, renderManifest } from './manifest/render-manifest.ts';
export { type OutputMarks, readMarks, readOutputMarks } from './output/read-marks.ts';
export { type PluginOptions, parsePluginOptions } from './parse-plugin-options.ts';
export { renderFrame } from './render-frame.ts';
export type { Span } from './span.ts';
export { toCompilerDiagnostic } from './to-compiler-diagnostic.ts';
export { tsPatchPlugin as default } from './ts-patch-plugin.ts';
