import type { YamlTree } from './read-yaml-tree.ts';

/** The place where reading stopped, an offset into the text. Never leaves parse-manifest.ts. */
export class UnreadableField extends Error {
  readonly start: number;

  constructor(reason: string, { start }: YamlTree) {
    super(reason);
    this.start = start;
  }
}

/** The fields of one value by name. Each reader throws `UnreadableField` for a value of another kind. */
export interface Fields {
  readonly names: readonly string[];
  /** Throws where there is no such field. */
  readonly value: (name: string) => YamlTree;
  readonly text: (name: string) => string;
  readonly optionalText: (name: string) => string | undefined;
  readonly optional: (name: string) => YamlTree | undefined;
}

/** Opens a value that has fields. `what` is how messages call it: `findUser: options`. */
export function readFields(tree: YamlTree, what: string): Fields {
  if (tree.kind !== 'map') throw new UnreadableField(`${what} is ${describe(tree)}, not a set of fields`, tree);
  const { entries } = tree;
  const value = (name: string): YamlTree => {
    const found = entries.get(name);
    if (found === undefined) throw new UnreadableField(`${what} has no field ${name}`, tree);
    return found;
  };
  const optionalText = (name: string): string | undefined => {
    const found = entries.get(name);
    return found && readText(found, `${what}: ${name}`);
  };
  return {
    names: [...entries.keys()],
    value,
    text: (name) => readText(value(name), `${what}: ${name}`),
    optionalText,
    optional: (name) => entries.get(name),
  };
}

/** The items of a list. */
export function readList(tree: YamlTree, what: string): readonly YamlTree[] {
  if (tree.kind !== 'list') throw new UnreadableField(`${what} is ${describe(tree)}, not a list`, tree);
  return tree.items;
}

/** A scalar as it is written. */
export function readText(tree: YamlTree, what: string): string {
  if (tree.kind !== 'text') throw new UnreadableField(`${what} is ${describe(tree)}, not a text`, tree);
  return tree.value;
}

/** One of some words. */
export function readWord<Word extends string>(tree: YamlTree, what: string, words: readonly Word[]): Word {
  const text = readText(tree, what);
  const word = words.find((one) => one === text);
  if (word === undefined) throw new UnreadableField(`${what} is ${text}, not one of ${words.join(', ')}`, tree);
  return word;
}

function describe(tree: YamlTree): string {
  if (tree.kind === 'text') return tree.value === '' ? 'empty' : 'a text';
  return tree.kind === 'list' ? 'a list' : 'a set of fields';
}
