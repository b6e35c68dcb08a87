import type { FunctionSpec, Template } from 'holdfast';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import { nearestName } from '../parse-tag-lines/nearest-name.ts';
import type { NamedWord } from '../parse-tag-lines/parse-cache-options.ts';
import type { TemplateLine } from '../parse-tag-lines/parse-tag-lines.ts';
import type { AnalysisContext } from './analysis-context.ts';
import { describeUnkeyable, describeUnprintable } from './classify-value.ts';
import { type HoleOwner, listParameters, type ResolvedHole, resolveHole } from './resolve-hole.ts';
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
  context: AnalysisContext,
  owner: HoleOwner,
  { omit, key: keyLine, tags: tagLines }: KeyLines,
): { readonly fields: KeyFields; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics = [...checkOmit(context, owner, omit, keyLine)];
  const template = (line: TemplateLine, holes: readonly string[]): Template =>
    line.parts.map((part) => (typeof part === 'string' ? part : holes.indexOf(part.path.join('.'))));

  diagnostics.push(...(keyLine === undefined ? checkArguments(context, owner, omit) : []));
  for (const line of keyLine === undefined ? tagLines : [keyLine, ...tagLines]) {
    diagnostics.push(...checkTemplate(context, owner, line));
  }
  const keyHoles = keyLine === undefined ? listArguments(context, owner, omit) : listHoles([keyLine]);
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

function listHoles(lines: readonly TemplateLine[]): readonly string[] {
  const paths = lines.flatMap(({ parts }) =>
    parts.flatMap((part) => (typeof part === 'string' ? [] : [part.path.join('.')])),
  );
  return [...new Set(paths)];
}

function listArguments(
  { typescript }: AnalysisContext,
  { shape }: HoleOwner,
  omit: readonly NamedWord[],
): readonly string[] {
  const omitted = new Set(omit.map(({ name }) => name));
  const names = listParameters(typescript, shape).map(({ name }) => name);
  return names.filter((name) => !omitted.has(name)).toSorted((a, b) => (a < b ? -1 : 1));
}

function checkArguments(context: AnalysisContext, { shape, on }: HoleOwner, omit: readonly NamedWord[]): Diagnostic[] {
  const omitted = new Set(omit.map(({ name }) => name));
  return listParameters(context.typescript, shape).flatMap(({ name, node }) => {
    const type = omitted.has(name) ? undefined : describeUnkeyable(context, context.checker.getTypeAtLocation(node));
    if (type === undefined) return [];
    return [DIAGNOSTICS.unkeyableParameter(spanOf(context, node.name), { on, parameter: name, type })];
  });
}

function checkTemplate(context: AnalysisContext, owner: HoleOwner, line: TemplateLine): Diagnostic[] {
  return line.parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    const hole = resolveHole(context, owner, part);
    const refused = 'code' in hole ? hole : checkHoleType(context, line, hole, part);
    return refused === undefined ? [] : [refused];
  });
}

function checkHoleType(
  context: AnalysisContext,
  { tag }: TemplateLine,
  { path, type }: ResolvedHole,
  at: { start: number; length: number },
): Diagnostic | undefined {
  const unkeyable = describeUnkeyable(context, type);
  if (unkeyable !== undefined) return DIAGNOSTICS.unkeyableHole(at, { hole: path, tag, type: unkeyable });
  const unprintable = tag === 'tag' ? describeUnprintable(context, type) : undefined;
  return unprintable === undefined ? undefined : DIAGNOSTICS.objectInTag(at, { hole: path, type: unprintable });
}

function checkOmit(
  context: AnalysisContext,
  { shape, on }: HoleOwner,
  omit: readonly NamedWord[],
  keyLine: TemplateLine | undefined,
): Diagnostic[] {
  const known = listParameters(context.typescript, shape).map(({ name }) => name);
  const rooted = (name: string) => keyLine?.parts.find((part) => typeof part !== 'string' && part.path[0] === name);
  return omit.flatMap((word) => {
    const { name } = word;
    if (!known.includes(name)) {
      const nearest = nearestName(name, known);
      return [DIAGNOSTICS.unknownParameter(word, { option: 'omit', parameter: name, on, known, nearest })];
    }
    const hole = rooted(name);
    if (hole === undefined || typeof hole === 'string') return [];
    return [DIAGNOSTICS.omittedHole(word, { parameter: name, hole: hole.path.join('.') })];
  });
}
