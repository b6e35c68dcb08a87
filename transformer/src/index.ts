export type { FileAnalysis } from './analyze/analyze-file.ts';
export type { AnalyzedFunction } from './analyze/analyze-function.ts';
export {
  type AnalysisHost,
  analyzeProgram,
  type ProgramAnalysis,
  type ProgramFile,
} from './analyze/analyze-program.ts';
export { createTransformer, type TransformerHost } from './create-transformer.ts';
export { type Diagnostic, listDiagnostics } from './diagnostics.ts';
export { createProjectFinder, type Project } from './find-project.ts';
export { type PluginOptions, parsePluginOptions } from './parse-plugin-options.ts';
export { renderFrame } from './render-frame.ts';
export type { Span } from './span.ts';
export { toCompilerDiagnostic } from './to-compiler-diagnostic.ts';
export { tsPatchPlugin as default } from './ts-patch-plugin.ts';
