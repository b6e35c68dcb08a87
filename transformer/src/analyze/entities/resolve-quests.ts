import { nearestName } from 'holdfast/grammar';
import type ts from 'typescript';
import { DIAGNOSTICS, type Diagnostic } from '../../diagnostics.ts';
import type { EntitiesLine, EntityTarget } from '../../parse-tag-lines/tag-line.ts';
import type { FunctionContext } from '../function-context.ts';
import { isRowOf } from '../models/is-row-of.ts';
import { readClass } from '../models/read-class.ts';
import { readModel } from '../models/read-model.ts';
import { readFields } from '../types/read-fields.ts';
import { entitiesOfType } from './entities-of-type.ts';
import { DEFAULT_ID, hasIdPaths, type IdPaths, readIdOption } from './id-paths.ts';
import { listNested, type NestedType } from './list-parts.ts';
import type { Quest, Seek } from './quest.ts';
import { resolveIdFunction } from './resolve-id-function.ts';

/** What the lines of a function look for in its result, and every problem with one. */
export interface ResolvedQuests {
  readonly quests: readonly Quest[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds out what each line looks for, and how that is recognized. */
export function resolveQuests(fn: FunctionContext, type: ts.Type, lines: readonly EntitiesLine[]): ResolvedQuests {
  const nested = [...listNested(fn, type)];
  const diagnostics: Diagnostic[] = [];
  const quests = lines.flatMap((line): readonly Quest[] => {
    const found = new LineReader(fn, { type, nested, line }).read(lines);
    if ('code' in found) diagnostics.push(found);
    return 'code' in found ? [] : found;
  });
  return { quests, diagnostics };
}

interface Reading {
  readonly type: ts.Type;
  /** All types of the result. */
  readonly nested: readonly NestedType[];
  readonly line: EntitiesLine;
}

class LineReader {
  readonly #fn: FunctionContext;
  readonly #reading: Reading;

  constructor(fn: FunctionContext, reading: Reading) {
    this.#fn = fn;
    this.#reading = reading;
  }

  read(lines: readonly EntitiesLine[]): readonly Quest[] | Diagnostic {
    const { target } = this.#reading.line;
    switch (target.of) {
      case 'types':
        return this.#readTypes(
          lines.flatMap(({ target: other }) => (other.of === 'entity' ? [other.entity.name] : [])),
        );
      case 'entity':
        return this.#readEntity(target, lines);
      case 'model':
        return this.#readModel(target);
      default:
        return [];
    }
  }

  /** @param named the entities that have lines of their own */
  #readTypes(named: readonly string[]): readonly Quest[] | Diagnostic {
    const { line, nested } = this.#reading;
    const found = new Set(nested.flatMap(({ type }) => entitiesOfType(this.#fn, type).map(({ name }) => name)));
    if (found.size === 0) {
      const model = nested.find(({ type }) => type.symbol !== undefined && readClass(this.#fn, type.symbol)?.table);
      const facts = { ...this.#describe(), model: model?.type.symbol.name };
      return this.#refuseUntyped() ?? DIAGNOSTICS.noEntityType(line, facts);
    }
    const names = [...found].filter((name) => !named.includes(name)).toSorted((a, b) => (a < b ? -1 : 1));
    return names.map((entity) => ({ line, entity, seeks: this.#byType(entity, undefined) }));
  }

  #byType(entity: string, id: IdPaths | undefined): Seek {
    return {
      by: 'type',
      idOf: (type) => {
        const found = entitiesOfType(this.#fn, type).find(({ name }) => name === entity);
        return found && (id ?? found.id);
      },
    };
  }

  #readEntity(
    { entity: { name } }: Extract<EntityTarget, { readonly of: 'entity' }>,
    lines: readonly EntitiesLine[],
  ): readonly Quest[] | Diagnostic {
    const { line, nested } = this.#reading;
    const quest = (seeks: Seek): readonly Quest[] => [{ line, entity: name, seeks }];
    if (line.id?.form === 'result') return this.#refuseUntyped() ?? quest({ by: 'self' });
    const id = line.id && readIdOption(line.id);
    const typed = nested.filter(({ type }) => entitiesOfType(this.#fn, type).some((one) => one.name === name));
    // Where another line takes care of the types, this one means rows that name the entity: `author_id` of a post.
    const isOfTypes = !lines.some((one) => one.id === undefined && one !== line && isNamed(one, name));
    const annotated = isOfTypes || this.#hasId(typed, id ?? DEFAULT_ID) ? typed : [];
    const candidates = annotated.length > 0 ? annotated : nested;
    const isProperty = this.#hasId(candidates, id ?? DEFAULT_ID);
    if (line.id?.form === 'path' && !isProperty) {
      const { word } = line.id;
      const holder = annotated.length > 0 ? `the entity ${name} in what ${this.#fn.on} returns` : undefined;
      const named = resolveIdFunction(this.#fn, word, { holder, ...this.#describeUnknown(candidates) });
      return 'code' in named ? (this.#refuseUntyped() ?? named) : quest({ by: 'function', ...named });
    }
    if (annotated.length > 0) return quest(this.#byType(name, id));
    const untyped = this.#refuseUntyped();
    return untyped ?? quest({ by: 'property', id: id ?? DEFAULT_ID });
  }

  #hasId(candidates: readonly NestedType[], id: IdPaths): boolean {
    return candidates.some(({ type, structure }) => structure.kind === 'object' && hasIdPaths(this.#fn, type, id));
  }

  /** For `id=` with a word that is no property. */
  #describeUnknown(candidates: readonly NestedType[]): { readonly on: string; readonly nearest: string | undefined } {
    const { line } = this.#reading;
    const word = line.id?.form === 'path' ? (line.id.word.path[0] ?? '') : '';
    const names = candidates.flatMap(({ type, structure }) =>
      structure.kind === 'object' ? readFields(this.#fn, type).map(({ name }) => name) : [],
    );
    return { on: this.#fn.on, nearest: nearestName(word, names) };
  }

  #readModel({ model: word }: Extract<EntityTarget, { readonly of: 'model' }>): readonly Quest[] | Diagnostic {
    const { line, nested } = this.#reading;
    const model = readModel(this.#fn, { tag: line.tag, word });
    if ('code' in model) return model;
    const { entity } = model;
    const id: IdPaths = { paths: model.id.map((path) => path.split('.')), isComposite: model.id.length > 1 };
    const isRow = (type: ts.Type): boolean => isRowOf(this.#fn, model, type);
    if (nested.some(({ type, structure }) => structure.kind === 'object' && isRow(type))) {
      return [{ line, entity, seeks: { by: 'type', idOf: (type) => (isRow(type) ? id : undefined) } }];
    }
    return this.#refuseUntyped() ?? [{ line, entity, seeks: { by: 'property', id } }];
  }

  /** Of a result without a type nothing can be found. */
  #refuseUntyped(): Diagnostic | undefined {
    const { nested, line } = this.#reading;
    const isUntyped = nested.some(({ path, structure }) => path === '' && /^(?:unknown|generic)$/.test(structure.kind));
    return isUntyped ? DIAGNOSTICS.untypedEntities(line, this.#describe()) : undefined;
  }

  #describe(): {
    readonly on: string;
    readonly tag: string;
    readonly type: string;
    readonly entity: string | undefined;
  } {
    const { type, line } = this.#reading;
    const { on, checker, shape } = this.#fn;
    const entity = line.target.of === 'entity' ? line.target.entity.name : undefined;
    return { on, tag: line.tag, type: checker.typeToString(type, shape.node), entity };
  }
}

function isNamed({ target }: EntitiesLine, name: string): boolean {
  return target.of === 'entity' && target.entity.name === name;
}
