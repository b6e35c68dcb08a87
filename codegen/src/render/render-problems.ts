import type { Problem } from '../problem.ts';
import type { Palette } from './palette.ts';

/** Problems as the compiler would print them, each with the line it stands on. */
export function renderProblems(problems: readonly Problem[], colors: Palette): string {
  return problems.map((problem) => `${renderProblem(problem, colors)}\n`).join('');
}

function renderProblem({ file, line, column, message, frame }: Problem, colors: Palette): string {
  const place = file === undefined ? '' : `${colors.cyan(`${file}(${line},${column})`)}: `;
  const text = `${place}${colors.red('error')}: ${message}`;
  return frame === undefined ? text : `${text}\n${colors.dim(frame)}\n`;
}
