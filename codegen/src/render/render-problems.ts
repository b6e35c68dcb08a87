import type { Problem } from '../problem.ts';
import type { Palette } from './palette.ts';

/** Problems as the compiler would print them, each with the line it stands on. */
export function renderProblems(problems: readonly Problem[], colors: Palette): string {
  return problems.map((problem) => `${renderProblem(problem, colors.red('error'), colors)}\n`).join('');
}

/** The same for what to know of functions that nothing is wrong with. */
export function renderWarnings(warnings: readonly Problem[], colors: Palette): string {
  return warnings.map((warning) => `${renderProblem(warning, colors.yellow('warning'), colors)}\n`).join('');
}

function renderProblem({ file, line, column, message, frame }: Problem, kind: string, colors: Palette): string {
  const place = file === undefined ? '' : `${colors.cyan(`${file}(${line},${column})`)}: `;
  const text = `${place}${kind}: ${message}`;
  return frame === undefined ? text : `${text}\n${colors.dim(frame)}\n`;
}
