import type { FunctionSpec } from 'holdfast';
import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../diagnostics.ts';
import type { CacheOptions, NamedWord } from '../parse-tag-lines/cache-options.ts';
import type { Hole } from '../parse-tag-lines/parse-template.ts';
import type { ComputedTagLine, TemplateLine } from '../parse-tag-lines/tag-line.ts';
import { sortTexts } from '../sort-texts.ts';
import { checkTemplate } from './check-template.ts';
import { checkUnordered } from './check-unordered.ts';
import { findUnkeyable } from './classify-value.ts';
import type { FunctionContext } from './function-context.ts';
import { fillTemplate, listPaths, pathOf } from './hole-paths.ts';
import type { Parameter } from './list-parameters.ts';
import { isCollaborator } from './models/is-collaborator.ts';
import type { Mutable } from './mutable.ts';
import { spanOf } from './span-of.ts';
import { typeOfParameter } from './type-of-parameter.ts';
import { placeOfPart } from './types/find-part.ts';

/** The lines and options that a key and its tags are made from. */
export interface KeyLines {
  readonly options: Pick<CacheOptions, 'omit' | 'unordered' | 'vary' | 'if'>;
  readonly key: TemplateLine | undefined;
  readonly tags: readonly (TemplateLine | ComputedTagLine)[];
  /** The holes of ids in `@tracks user:{userId}`. */
  readonly ids?: readonly Hole[];
}

/** The part of a spec that says what a call is known by. */
type KeyFields = Pick<FunctionSpec, 'holes' | 'key' | 'vary' | 'tags' | 'if' | 'unordered' | 'omit' | 'collaborators'>;

/** What a hole is called: a path of the text, or the word that names a function. */
type HoleName = string | NamedWord;

/** The fields, and which of the holes are functions that a tag line names. */
export interface BuiltKey {
  readonly fields: KeyFields;
  /** By the hole's index. */
  readonly functionHoles: ReadonlyMap<number, NamedWord>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Without `@key` the key's holes are the parameters sorted by name, so that neither their order nor the place
 * of a new one changes a key. `vary` is the last of them. Tags and ids of entities may name further values, behind
 * those of the key, and what `if` asks stands at the end.
 */
export function buildKey(fn: FunctionContext, { options, key: keyLine, tags: tagLines, ids = [] }: KeyLines): BuiltKey {
  const { omit = [], unordered = [], vary, if: predicate } = options;
  const diagnostics = checkOmit(fn, omit, keyLine);
  // A parameter whose name is misspelled in omit= would be reported a second time.
  const given = keyLine === undefined ? sortParameters(fn, omit) : NONE;
  if (diagnostics.length === 0) diagnostics.push(...checkArguments(fn, given.args));
  const templates = tagLines.filter((line) => 'parts' in line);
  if (keyLine !== undefined) diagnostics.push(...checkTemplate(fn, keyLine));
  for (const line of templates) diagnostics.push(...checkTemplate(fn, line));

  const paths = keyLine === undefined ? sortTexts(given.args.map(({ name }) => name)) : listHoles([keyLine]);
  if (unordered.length > 0) diagnostics.push(...checkUnordered(fn, unordered, paths));
  const holes: HoleName[] = [];
  const add = (hole: HoleName): void => {
    if (!holes.includes(hole)) holes.push(hole);
  };
  for (const path of paths) add(path);
  if (vary !== undefined) add(vary);
  // The list itself is passed too where the key holds a part of each item only.
  if (fn.batched !== undefined) add(fn.batched.name);
  for (const hole of listHoles(templates)) add(hole);
  for (const id of ids) add(pathOf(id));
  for (const line of tagLines) if ('fn' in line) add(line.fn);
  if (predicate !== undefined) add(predicate);

  const count = paths.length + Number(vary !== undefined);
  const isPlain = holes.every((hole) => typeof hole === 'string');
  const fields: Mutable<KeyFields> = {
    holes: isPlain ? holes : holes.map((hole) => (typeof hole === 'string' ? hole : `${hole.name}()`)),
    key: keyLine
      ? { form: 'template', holes: count, template: fillTemplate(keyLine.parts, holes) }
      : { form: 'arguments', holes: count },
  };
  if (vary !== undefined) fields.vary = holes.indexOf(vary);
  if (tagLines.length > 0) {
    fields.tags = tagLines.map((line) => ('fn' in line ? [holes.indexOf(line.fn)] : fillTemplate(line.parts, holes)));
  }
  if (predicate !== undefined) fields.if = holes.indexOf(predicate);
  if (unordered.length > 0) {
    fields.unordered = unordered.map(({ name }) => holes.indexOf(name)).toSorted((a, b) => a - b);
  }
  if (omit.length > 0) fields.omit = omit.map(({ name }) => name);
  if (given.collaborators.length > 0) fields.collaborators = given.collaborators.map(({ name }) => name);
  return { fields, functionHoles: isPlain ? NO_FUNCTIONS : listFunctionHoles(holes), diagnostics };
}

const NO_FUNCTIONS: BuiltKey['functionHoles'] = new Map();

function listFunctionHoles(holes: readonly HoleName[]): BuiltKey['functionHoles'] {
  return new Map(holes.flatMap((hole, index) => (typeof hole === 'string' ? [] : [[index, hole] as const])));
}

function listHoles(lines: readonly TemplateLine[]): readonly string[] {
  return lines.length === 0 ? [] : [...new Set(lines.flatMap(({ parts }) => listPaths(parts)))];
}

/** A parameter that is a part of the key. */
interface Argument extends Parameter {
  readonly type: ts.Type;
}

/** The parameters of a function without `@key`. */
interface GivenParameters {
  /** Those that are a part of the key. */
  readonly args: readonly Argument[];
  /** Those that are left out because of their type. */
  readonly collaborators: readonly Parameter[];
}

const NONE: GivenParameters = { args: [], collaborators: [] };

function sortParameters(fn: FunctionContext, omit: readonly NamedWord[]): GivenParameters {
  const args: Argument[] = [];
  const collaborators: Parameter[] = [];
  for (const parameter of fn.parameters) {
    if (omit.some(({ name }) => name === parameter.name)) continue;
    const type = typeOfParameter(fn, parameter.node);
    if (isCollaborator(fn, type)) collaborators.push(parameter);
    else args.push({ name: parameter.name, node: parameter.node, type });
  }
  return { args, collaborators };
}

function checkArguments(fn: FunctionContext, args: readonly Argument[]): Diagnostic[] {
  const { on, batched } = fn;
  const diagnostics: Diagnostic[] = [];
  for (const { name, node, type } of args) {
    const found = findUnkeyable(fn, type);
    if (found === undefined) continue;
    const isItem = batched?.node === node;
    const facts = { on, parameter: name, path: placeOfPart(name, found), what: found.what, isItem };
    diagnostics.push(DIAGNOSTICS.unkeyableParameter(spanOf(fn, node.name), facts));
  }
  return diagnostics;
}

function checkOmit(fn: FunctionContext, omit: readonly NamedWord[], keyLine: TemplateLine | undefined): Diagnostic[] {
  if (omit.length === 0) return [];
  const { on } = fn;
  const known = fn.parameters.map(({ name }) => name);
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
