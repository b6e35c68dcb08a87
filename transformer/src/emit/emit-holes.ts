import type ts from 'typescript';
import type { AnalyzedFunction } from '../analyze/analyze-function.ts';
import { emitArrow } from './emit-arrow.ts';
import { emitConst } from './emit-const.ts';
import type { EmitContext } from './emit-context.ts';
import { emitFinds } from './emit-finds.ts';
import { emitNamedCall, emitPredicate } from './emit-named-call.ts';
import { joinTexts } from './join-texts.ts';
import { listOf } from './list-of.ts';
import { rawText } from './raw-text.ts';

/** The values of a call, in the order of the spec's holes. */
export interface EmittedHoles {
  /** Read once what the key and the body's call both use. They stand before the look-up. */
  readonly before: readonly ts.Statement[];
  /** Keep what a body may change. They stand on the way to the body. */
  readonly onMiss: readonly string[];
  /** Those of the key: `id, hf_country`. */
  readonly key: string;
  /** As arguments; names side by side are one of them: `id, teamId`. */
  readonly values: readonly ts.Expression[];
}

interface EmittedHole {
  /** Absent: its text is the value. */
  readonly value?: ts.Expression;
  /** Of a name: a parameter, or a constant before the look-up. */
  readonly text?: string;
  readonly before?: ts.Statement;
  readonly onMiss?: readonly string[];
}

/**
 * Emits what a call passes: parameters and what their paths lead to, and what the functions give that tag lines name.
 * A function that gives tags is called where they are needed only, among the arguments of `run`. Those of a batch are
 * called for each item, so functions are passed that take it under the name of the list: `(ids) => tagsOf(ids, locale)`.
 */
export function emitHoles(context: EmitContext, analyzed: AnalyzedFunction, handle: ts.Identifier): EmittedHoles {
  const before: ts.Statement[] = [];
  const onMiss: string[] = [];
  const key: string[] = [];
  const values: (ts.Expression | string)[] = [];
  analyzed.spec.holes.forEach((path, index) => {
    const hole = emitHole(context, { analyzed, handle, path, index });
    if (hole.before !== undefined) before.push(hole.before);
    if (hole.onMiss !== undefined) onMiss.push(...hole.onMiss);
    if (index < analyzed.spec.key.holes) key.push(hole.text ?? '');
    values.push(hole.value ?? hole.text ?? '');
  });
  return { before, onMiss, key: key.join(', '), values: emitValues(context, values) };
}

interface HoleTask {
  readonly analyzed: AnalyzedFunction;
  readonly handle: ts.Identifier;
  readonly path: string;
  readonly index: number;
}

function emitHole(context: EmitContext, { analyzed, handle, path, index }: HoleTask): EmittedHole {
  const { factory } = context;
  const { spec, functions, plan } = analyzed;
  if (index === spec.finds && plan !== undefined) return { value: emitFinds(context, handle, plan) };
  const list = listOf(spec);
  // The runtime reads it from each item.
  if (list !== undefined && path.startsWith(`${list}.`)) return { value: factory.createIdentifier('undefined') };
  const named = functions.get(index);
  if (named === undefined) return emitValue(context, path, index < spec.key.holes);
  if (index === spec.if) return emitPredicate(context, named, list);
  const call = emitNamedCall(context, named, []);
  const name = named.properties.at(-1) ?? path.slice(0, -'()'.length);
  if (index === spec.vary) return emitOnce(context, name, call);
  return { value: list === undefined ? call : emitArrow(context, [factory.createIdentifier(list)], call) };
}

/** `filter?.country`: a parameter, or what a path leads to from it. */
export function emitPath({ typescript, factory }: EmitContext, path: string): ts.Expression {
  const [root = '', ...properties] = path.split('.');
  const start: ts.Expression = root === 'this' ? factory.createThis() : factory.createIdentifier(root);
  return properties.reduce<ts.Expression>((owner, property) => {
    const dot = factory.createToken(typescript.SyntaxKind.QuestionDotToken);
    return factory.createPropertyAccessChain(owner, dot, property);
  }, start);
}

function emitValue(context: EmitContext, path: string, isInKey: boolean): EmittedHole {
  if (!path.includes('.') && path !== 'this') return { text: path };
  const value = emitPath(context, path);
  // A value of the key is passed to hit and to run; a getter behind it shall run once.
  return isInKey ? emitOnce(context, path.slice(path.lastIndexOf('.') + 1), value) : { value };
}

/** `const hf_country = filter?.country;` */
function emitOnce(context: EmitContext, name: string, read: ts.Expression): EmittedHole {
  const text = context.names.free.take(name);
  return { text, before: emitConst(context, context.factory.createIdentifier(text), read) };
}

/** Names side by side are printed as one. */
function emitValues(context: EmitContext, values: readonly (ts.Expression | string)[]): readonly ts.Expression[] {
  const emitted: ts.Expression[] = [];
  for (const value of joinTexts(values, ', ')) {
    emitted.push(typeof value === 'string' ? rawText(context, value) : value);
  }
  return emitted;
}
