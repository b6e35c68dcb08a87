import type { FunctionSpec } from 'holdfast';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import { describeSubject } from '../describe-subject.ts';
import type { FunctionContext } from '../function-context.ts';
import { spanOf } from '../span-of.ts';
import type { CapturedRead } from './captured-read.ts';
import { findCapturedReads } from './find-captured-reads.ts';
import { isConstantDeclaration } from './is-constant-declaration.ts';
import { isConstantType } from './is-constant-type.ts';
import { isData } from './is-data.ts';

/** What a call is known by. */
type Keyed = Pick<FunctionSpec, 'holes' | 'key'>;

/**
 * Refuses data that a body takes from outside although its key does not tell it: two calls with one key would then have
 * different results. Each path is reported once, where it is read first.
 */
export function checkCaptures(fn: FunctionContext, keyed: Keyed): Diagnostic[] {
  const reported = new Set<string>();
  return findCapturedReads(fn).flatMap((read) => {
    const path = read.path.join('.');
    if (reported.has(path) || isInKey(read, keyed) || !isVariableData(fn, read)) return [];
    reported.add(path);
    return [report(fn, read, keyed)];
  });
}

/** Whether a hole of the key holds what is read, or an object that it is a part of. */
function isInKey({ origin, path }: CapturedRead, { holes, key }: Keyed): boolean {
  const text = `${path.join('.')}.`;
  return origin.kind === 'this' && holes.slice(0, key.holes).some((hole) => text.startsWith(`${hole}.`));
}

function isVariableData(fn: FunctionContext, { type, isReceiver, declarations }: CapturedRead): boolean {
  if (!isData(fn, type, isReceiver) || isConstantType(fn, type)) return false;
  return declarations.length === 0 || !declarations.every((declaration) => isConstantDeclaration(fn, declaration));
}

function report(fn: FunctionContext, { origin, path, node, declarations }: CapturedRead, keyed: Keyed): Diagnostic {
  const { on } = fn;
  const span = spanOf(fn, node);
  const name = path.join('.');
  switch (origin.kind) {
    case 'this':
      return DIAGNOSTICS.capturedProperty(span, { on, path: name, fix: fixOf(on, path, keyed) });
    case 'outer':
      return DIAGNOSTICS.capturedVariable(span, { on, path: name, outer: describeSubject(fn, origin.outer) });
    case 'reassigned': {
      const file = origin.at.getSourceFile();
      const { line } = file.getLineAndCharacterOfPosition(origin.at.getStart(file));
      return DIAGNOSTICS.capturedLet(span, {
        on,
        path: name,
        variable: path[0] ?? name,
        line: line + 1,
        write: kindOfWrite(fn, origin.at, declarations),
      });
    }
  }
}

function kindOfWrite(
  { typescript }: FunctionContext,
  at: ts.Node,
  declarations: readonly ts.Node[],
): 'assignment' | 'loop' | 'open' {
  if (typescript.isIterationStatement(at, false)) return 'loop';
  return declarations.includes(at) ? 'open' : 'assignment';
}

/** `super`, `#secret` and computed steps are nothing that a hole could name. */
function fixOf(on: string, path: readonly string[], { holes, key }: Keyed): string {
  const isNameable = path[0] === 'this' && path.every((step) => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(step));
  if (!isNameable) return 'Pass it as a parameter';
  const hole = `{${path.join('.')}}`;
  if (key.form === 'template') return `Put ${hole} into @key`;
  const paths = holes.slice(0, key.holes).filter((other) => !other.endsWith('()'));
  const isPlain = /^[\w.$]+$/.test(on);
  return `Write @key ${[isPlain ? on : 'name', hole, ...paths.map((other) => `{${other}}`)].join(':')}`;
}
