import type { FunctionSpec, Template } from 'holdfast';
import { nearestName } from 'holdfast/grammar';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { NamedWord } from '../parse-tag-lines/parse-cache-options.ts';
import type { TemplateLine } from '../parse-tag-lines/parse-tag-lines.ts';
import { describeUnkeyable, describeUnprintable } from './classify-value.ts';
import type { FunctionContext } from './function-context.ts';
import { listParameters, type Parameter, resolveHole } from './resolve-hole.ts';
import { spanOf } from './span-of.ts';

/** The lines that a key and its tags are made from. */
export interface KeyLines {
  readonly omit: readonly NamedWord[];
  readonly key: TemplateLine | undefined;
  readonly tags: readonly TemplateLine[];
}

/** The part of a spec that says what a call is known by. */
type KeyFields = Pick<FunctionSpec, 'holes' | 'key' | 'tags' | 'omit'>;

/**
 * Without `@key` the key's holes are the parameters sorted by name, so that neither their order nor the place
 * of a new one changes a key. Tags may name further values, behind those of the key.
 */
export function buildKey(
  fn: FunctionContext,
  { omit, key: keyLine, tags: tagLines }: KeyLines,
): { readonly fields: KeyFields; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics = [...checkOmit(fn, omit, keyLine)];
  const template = (line: TemplateLine, holes: readonly string[]): Template =>
    line.parts.map((part) => (typeof part === 'string' ? part : holes.indexOf(part.path.join('.'))));

  diagnostics.push(...(keyLine === undefined ? checkArguments(fn, omit) : []));
  for (const line of keyLine === undefined ? tagLines : [keyLine, ...tagLines]) {
    diagnostics.push(...checkTemplate(fn, line));
  }
  const names = listArguments(fn, omit).map(({ name }) => name);
  const keyHoles = keyLine === undefined ? names.toSorted(byCodeUnits) : listHoles([keyLine]);
  const holes = [...new Set([...keyHoles, ...listHoles(tagLines)])];
  const fields: KeyFields = {
    holes,
    key: keyLine
      ? { form: 'template', holes: keyHoles.length, template: template(keyLine, holes) }
      : { form: 'arguments', holes: keyHoles.length },
    ...(tagLines.length > 0 && { tags: tagLines.map((line) => template(line, holes)) }),
    ...(omit.length > 0 && { omit: omit.map(({ name }) => name) }),
  };
  return { fields, diagnostics };
}

// The order must be the same on every machine, so no locale may have a part in it.
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function listHoles(lines: readonly TemplateLine[]): readonly string[] {
  const paths = lines.flatMap(({ parts }) =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path.join('.')])),
  );
  return [...new Set(paths)];
}

function listArguments(fn: FunctionContext, omit: readonly NamedWord[]): readonly Parameter[] {
  const omitted = new Set(omit.map(({ name }) => name));
  return listParameters(fn).filter(({ name }) => !omitted.has(name));
}

function checkArguments(fn: FunctionContext, omit: readonly NamedWord[]): Diagnostic[] {
  const { checker, on } = fn;
  return listArguments(fn, omit).flatMap(({ name, node }) => {
    const type = describeUnkeyable(fn, checker.getTypeAtLocation(node));
    if (type === undefined) return [];
    return [DIAGNOSTICS.unkeyableParameter(spanOf(fn, node.name), { on, parameter: name, type })];
  });
}

function checkTemplate(fn: FunctionContext, { tag, parts }: TemplateLine): Diagnostic[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    const hole = resolveHole(fn, part);
    if ('code' in hole) return [hole];
    const { path, type } = hole;
    const unkeyable = describeUnkeyable(fn, type);
    if (unkeyable !== undefined) return [DIAGNOSTICS.unkeyableHole(part, { hole: path, tag, type: unkeyable })];
    const unprintable = tag === 'tag' ? describeUnprintable(fn, type) : undefined;
    return unprintable === undefined ? [] : [DIAGNOSTICS.objectInTag(part, { hole: path, type: unprintable })];
  });
}

function checkOmit(fn: FunctionContext, omit: readonly NamedWord[], keyLine: TemplateLine | undefined): Diagnostic[] {
  const { on } = fn;
  const known = listParameters(fn).map(({ name }) => name);
  const keyPaths = keyLine === undefined ? [] : listHoles([keyLine]);
  return omit.flatMap((word) => {
    const { name } = word;
    if (!known.includes(name)) {
      const nearest = nearestName(name, known);
      return [DIAGNOSTICS.unknownParameter(word, { option: 'omit', parameter: name, on, known, nearest })];
    }
    const hole = keyPaths.find((path) => path.split('.')[0] === name);
    return hole === undefined ? [] : [DIAGNOSTICS.omittedHole(word, { parameter: name, hole })];
  });
}
