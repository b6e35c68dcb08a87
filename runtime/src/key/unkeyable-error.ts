import { UnkeyableArgumentError } from '../errors.ts';
import type { KeyHole } from './key-hole.ts';
import type { Frame } from './open-frame.ts';

/** More steps than this are left out of the middle of a path. */
const MOST_STEPS = 12;

/**
 * The error for a value that cannot be part of a key: names function, path and hole, and ends with the fix.
 * @param problem what the value is, as the end of a sentence: `is a function`
 * @param frame the container that holds the value; absent where the hole's own value is meant
 */
export function unkeyableError(problem: string, hole: KeyHole, frame: Frame | undefined): UnkeyableArgumentError {
  const part = hole.form.startsWith('tag') ? 'tag' : 'key';
  const path = `${hole.name}${stepsOf(frame)}`;
  return new UnkeyableArgumentError(
    `${hole.owner}: ${path} ${problem}, so it cannot be part of a ${part}. ${fixOf(hole, part)}`,
  );
}

function fixOf({ name, form }: KeyHole, part: string): string {
  if (form === 'vary') return 'Give a text, a number or a flat object of these.';
  if (form === 'tags') return 'Give a text or a list of texts.';
  const omit = form === 'arguments' ? `, or leave it out with omit=${name}` : '';
  return `Name a field of it in a @${part} template, such as {${name}.id}${omit}.`;
}

function stepsOf(innermost: Frame | undefined): string {
  const steps: string[] = [];
  for (let frame = innermost; frame !== undefined; frame = frame.parent) steps.unshift(stepOf(frame));
  if (steps.length > MOST_STEPS) steps.splice(MOST_STEPS / 2, steps.length - MOST_STEPS, '…');
  return steps.join('');
}

function stepOf({ container, step }: Frame): string {
  if (typeof step === 'number') return Array.isArray(container) ? `[${step}]` : `[entry ${step}]`;
  return /^[A-Za-z_$][\w$]*(?:\(\))?$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}
