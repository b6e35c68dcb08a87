import { type Annotated, writeFolder } from './write-folder.ts';

/** How large the project is. Each file has two annotated functions. */
const FILES = 1000;

/**
 * Writes a project of 1,000 files with 2,000 annotated functions into a folder. The files use each other's types, and
 * have as much code around their functions as a service has.
 * @param packages `node_modules` that has TypeScript and the transformer
 */
export function writeProject(folder: string, packages: string, annotated: Annotated): void {
  const files = Array.from({ length: FILES }, (_, index) => [`file-${index}.ts`, renderFile(index)] as const);
  writeFolder(folder, packages, { files, annotated });
}

function renderFile(index: number): string {
  const before = index === 0 ? undefined : index - 1;
  const imported =
    before === undefined ? '' : `import { type Row${before}, read${before} } from './file-${before}.js';\n`;
  const load = before === undefined ? 'null' : `id > 1 ? await read${before}(id - 1) : null`;
  return `${imported}
export interface Row${index} {
  id: number;
  name: string;
  tags: readonly string[];
  state: 'open' | 'closed';
  parentId: ${before === undefined ? 'null' : `Row${before}['id'] | null`};
}

export interface Filter${index} {
  name?: string;
  states: readonly Row${index}['state'][];
  page: number;
}

const rows${index} = new Map<number, Row${index}>();

export async function read${index}(id: number): Promise<Row${index} | null> {
  const parent = ${load};
  const row = rows${index}.get(id) ?? { id, name: \`row \${id}\`, tags: [], state: 'open' as const, parentId: null };
  return { ...row, parentId: ${before === undefined ? 'parent' : 'parent === null ? null : parent.id'} };
}

/**
 * One row of table ${index}.
 * @cache ttl=10m null=30s
 * @tag table:${index}
 */
export async function find${index}(teamId: number, id: number): Promise<Row${index} | null> {
  const row = await read${index}(id);
  return row !== null && row.id % teamId === 0 ? row : null;
}

/**
 * The rows of table ${index} that match.
 * @cache ttl=5m
 */
export async function list${index}(filter: Filter${index}, limit = 20): Promise<Row${index}[]> {
  const found: Row${index}[] = [];
  for (const row of rows${index}.values()) {
    const matches = filter.name === undefined || row.name.includes(filter.name);
    if (matches && filter.states.includes(row.state)) found.push(row);
  }
  return found.sort((a, b) => a.name.localeCompare(b.name)).slice(filter.page * limit, (filter.page + 1) * limit);
}
`;
}
