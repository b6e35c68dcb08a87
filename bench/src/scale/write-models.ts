import { writeFolder } from './write-folder.ts';

/** All of them refer to all others. */
const MODELS = 40;

/** Whether the models are entities that the functions track; otherwise the functions are cached and no more. */
export type Tracking = 'entities' | 'cached only';

/**
 * Writes a project of 40 models into a folder, each of which refers to all others, with three annotated functions for
 * each. No other types lead to so many others.
 * @param packages `node_modules` that has TypeScript and the transformer
 */
export function writeModels(folder: string, packages: string, tracking: Tracking): void {
  const files = Array.from({ length: MODELS }, (_, index) => [
    [`model-${index}.ts`, renderModel(index)] as const,
    [`service-${index}.ts`, renderService(index)] as const,
  ])
    .flat()
    .map(([name, text]) => {
      const written = tracking === 'entities' ? text : text.replaceAll(/^ \* @(?:entity|tracks).*\n/gm, '');
      return [name, written] as const;
    });
  writeFolder(folder, packages, { files, annotated: 'annotated' });
}

function renderModel(index: number): string {
  const others = Array.from({ length: MODELS }, (_, other) => other).filter((other) => other !== index);
  const imports = others.map((other) => `import type { Model${other} } from './model-${other}.js';`);
  const fields = others.map((other) =>
    other % 2 === 0 ? `  model${other}: Model${other} | null;` : `  models${other}: Model${other}[];`,
  );
  return `${imports.join('\n')}

/**
 * What table ${index} holds.
 * @entity model${index}
 */
export interface Model${index} {
  id: number;
  name${index}: string;
  createdAt: Date;
  state: 'open' | 'closed' | 'model${index}';
  labels: Map<string, string>;
${fields.join('\n')}
}
`;
}

function renderService(index: number): string {
  return `import type { Model${index} } from './model-${index}.js';

export interface Page${index} {
  items: Model${index}[];
  total: number;
  next: number | null;
}

const rows = new Map<number, Model${index}>();

/**
 * One of table ${index}.
 * @cache ttl=10m null=30s
 * @tracks
 */
export async function find${index}(id: number): Promise<Model${index} | null> {
  return rows.get(id) ?? null;
}

/**
 * Those of table ${index} with a name.
 * @cache ttl=5m
 * @tracks model${index}
 */
export async function list${index}(name: string, limit = 20): Promise<Model${index}[]> {
  return [...rows.values()].filter((row) => row.name${index} === name).slice(0, limit);
}

/**
 * A page of table ${index}.
 * @cache ttl=5m
 * @tracks none
 */
export async function page${index}(from: number): Promise<Page${index}> {
  const items = [...rows.values()].slice(from, from + 20);
  return { items, total: rows.size, next: from + 20 < rows.size ? from + 20 : null };
}
`;
}
