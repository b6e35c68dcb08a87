/**
 * Random types of results, as descriptions: from one of them come the TypeScript source, values of the type, and (in
 * reflect.ts) what has to be found in these values. Nothing here knows how the build reads types.
 */

import fc from 'fast-check';

/** Where a type can stand. */
export type Described =
  | { readonly is: 'primitive'; readonly text: 'string' | 'number' | 'boolean' | 'bigint' | 'Date' }
  | { readonly is: 'named'; readonly index: number; readonly as: 'plain' | 'readonly' | 'omit' | 'extended' }
  | { readonly is: 'array' | 'set' | 'record'; readonly item: Described }
  | { readonly is: 'map'; readonly key: Described; readonly item: Described }
  | { readonly is: 'tuple'; readonly items: readonly Described[]; readonly rest: Described | undefined }
  | { readonly is: 'object'; readonly fields: readonly DescribedField[] }
  | { readonly is: 'page'; readonly item: Described }
  /** Of members that differ in what they are, or are named types, which a property tells apart. */
  | { readonly is: 'union'; readonly members: readonly Described[] }
  | { readonly is: 'nullable'; readonly inner: Described; readonly by: 'null' | 'undefined' };

export interface DescribedField {
  readonly name: string;
  readonly isOptional: boolean;
  readonly type: Described;
}

/** An interface, type alias or class. */
export interface NamedType {
  readonly form: 'interface' | 'alias' | 'class';
  readonly entity: { readonly name: string; readonly id: readonly string[] } | undefined;
  /** What tells it from the others in a union. */
  readonly mark: 'kind' | 'own';
  /** It has the property that the line with `id=tid` looks for. */
  readonly hasTid: boolean;
  readonly fields: readonly DescribedField[];
}

/** A type of results and the named types that it uses. */
export interface Model {
  readonly named: readonly NamedType[];
  readonly root: Described;
}

type Draw = fc.GeneratorValue;

const PRIMITIVES = ['string', 'number', 'boolean', 'bigint', 'Date'] as const;
const NAMES = ['alpha', 'beta', 'gamma', 'delta value', 'epsilon'] as const;
const ENTITIES = ['user', 'team', 'order'] as const;
const IDS = [['id'], ['code'], ['partA', 'partB'], ['link.id']] as const;

/** Draws a model. */
export function drawModel(draw: Draw): Model {
  const count = draw(fc.integer, { min: 1, max: 4 });
  const named = Array.from({ length: count }, () => drawNamed(draw, count));
  return { named, root: drawType(draw, count, 3) };
}

function drawNamed(draw: Draw, count: number): NamedType {
  const isEntity = draw(fc.integer, { min: 0, max: 2 }) > 0;
  return {
    form: draw(fc.constantFrom, 'interface', 'alias', 'class'),
    entity: isEntity ? { name: draw(fc.constantFrom, ...ENTITIES), id: draw(fc.constantFrom, ...IDS) } : undefined,
    mark: draw(fc.constantFrom, 'kind', 'own'),
    hasTid: draw(fc.boolean),
    fields: drawFields(draw, count, 2),
  };
}

function drawFields(draw: Draw, count: number, depth: number): readonly DescribedField[] {
  const length = draw(fc.integer, { min: 0, max: 3 });
  return NAMES.slice(0, length).map((name) => ({
    name,
    isOptional: draw(fc.integer, { min: 0, max: 3 }) === 0,
    type: drawType(draw, count, depth),
  }));
}

function drawType(draw: Draw, count: number, depth: number): Described {
  const primitive = (): Described => ({ is: 'primitive', text: draw(fc.constantFrom, ...PRIMITIVES) });
  const named = (): Described => ({
    is: 'named',
    index: draw(fc.integer, { min: 0, max: count - 1 }),
    as: draw(fc.constantFrom, 'plain', 'plain', 'readonly', 'omit', 'extended'),
  });
  if (depth === 0) return draw(fc.boolean) ? primitive() : named();
  const inner = (): Described => drawType(draw, count, depth - 1);
  switch (
    draw(
      fc.constantFrom,
      'leaf',
      'named',
      'array',
      'set',
      'record',
      'map',
      'tuple',
      'object',
      'page',
      'union',
      'nullable',
    )
  ) {
    case 'leaf':
      return primitive();
    case 'named':
      return named();
    case 'array':
      return { is: 'array', item: inner() };
    case 'set':
      return { is: 'set', item: inner() };
    case 'record':
      return { is: 'record', item: inner() };
    case 'map':
      return { is: 'map', key: draw(fc.boolean) ? named() : inner(), item: inner() };
    case 'page':
      return { is: 'page', item: inner() };
    case 'object':
      return { is: 'object', fields: drawFields(draw, count, depth - 1) };
    case 'nullable':
      return { is: 'nullable', inner: inner(), by: draw(fc.constantFrom, 'null', 'undefined') };
    case 'tuple':
      return {
        is: 'tuple',
        items: Array.from({ length: draw(fc.integer, { min: 1, max: 3 }) }, inner),
        rest: draw(fc.boolean) ? inner() : undefined,
      };
    default:
      return drawUnion(draw, count, { inner, primitive });
  }
}

/** Named types differ by their marks; of everything else there is one of a kind. */
function drawUnion(
  draw: Draw,
  count: number,
  { inner, primitive }: { readonly inner: () => Described; readonly primitive: () => Described },
): Described {
  const indexes = Array.from({ length: count }, (_, index) => index).filter(() => draw(fc.boolean));
  const members: Described[] = indexes.map((index) => ({ is: 'named', index, as: 'plain' }));
  if (draw(fc.boolean)) members.push({ is: 'primitive', text: draw(fc.constantFrom, 'string', 'number') });
  if (draw(fc.boolean)) members.push({ is: 'array', item: inner() });
  if (draw(fc.boolean)) members.push({ is: 'set', item: inner() });
  if (draw(fc.boolean)) members.push({ is: 'map', key: primitive(), item: inner() });
  return members.length === 0 ? primitive() : { is: 'union', members };
}

/** The declarations of a model, for a namespace of its own. */
export function renderModel({ named, root }: Model): string {
  const declarations = named.map((type, index) => renderNamed(type, index));
  return [
    'export interface Page<T> { items: T[]; total: number }',
    ...declarations,
    `export type Root = ${render(root)};`,
  ].join('\n');
}

function renderNamed({ form, entity, mark, hasTid, fields }: NamedType, index: number): string {
  const own = [
    ...(mark === 'kind' ? [`kind: 'T${index}'`] : [`own${index}: number`]),
    'spare: boolean',
    ...(hasTid ? ['tid: number'] : []),
    ...(entity?.id ?? []).map((path) => (path === 'link.id' ? 'link: { id: number }' : `${path}: number`)),
    ...fields.map(renderField),
  ];
  const option =
    entity === undefined || entity.id[0] === 'id'
      ? ''
      : ` id=${entity.id.length > 1 ? `(${entity.id.join()})` : entity.id[0]}`;
  const comment = entity === undefined ? '' : `/** @entity ${entity.name}${option} */ `;
  switch (form) {
    case 'interface':
      return `${comment}export interface T${index} { ${own.join('; ')} }`;
    case 'alias':
      return `${comment}export type T${index} = { ${own.join('; ')} };`;
    case 'class':
      return `${comment}export declare class T${index} { ${own.join('; ')} }`;
  }
}

function renderField({ name, isOptional, type }: DescribedField): string {
  return `${JSON.stringify(name)}${isOptional ? '?' : ''}: ${render(type)}`;
}

function render(type: Described): string {
  switch (type.is) {
    case 'primitive':
      return type.text;
    case 'named':
      return renderUse(`T${type.index}`, type.as);
    case 'array':
      return `readonly (${render(type.item)})[]`;
    case 'set':
      return `Set<${render(type.item)}>`;
    case 'record':
      return `Record<string, ${render(type.item)}>`;
    case 'map':
      return `ReadonlyMap<${render(type.key)}, ${render(type.item)}>`;
    case 'page':
      return `Page<${render(type.item)}>`;
    case 'object':
      return `{ ${['plain: number', ...type.fields.map(renderField)].join('; ')} }`;
    case 'tuple':
      return `[${[...type.items.map(render), ...(type.rest ? [`...(${render(type.rest)})[]`] : [])].join(', ')}]`;
    case 'union':
      return type.members.map((member) => `(${render(member)})`).join(' | ');
    case 'nullable':
      return `(${render(type.inner)}) | ${type.by}`;
  }
}

function renderUse(name: string, as: 'plain' | 'readonly' | 'omit' | 'extended'): string {
  switch (as) {
    case 'plain':
      return name;
    case 'readonly':
      return `Readonly<${name}>`;
    case 'omit':
      return `Omit<${name}, 'spare'>`;
    case 'extended':
      return `(${name} & { extra: string })`;
  }
}
