import { basename } from 'node:path';
import type { ProfileLine } from '../row.ts';

/** A place in the tree of calls, as the profiler of V8 gives it. */
export interface ProfileNode {
  /** Samples in the function itself. */
  readonly hitCount?: number | undefined;
  readonly callFrame: { readonly functionName: string; readonly url: string };
}

/** What takes less than this share says nothing. */
const LEAST = 0.01;
const MOST_LINES = 12;

/** The functions that most samples fell into, wherever they were called. */
export function sumProfile(nodes: readonly ProfileNode[]): readonly ProfileLine[] {
  const samples = new Map<string, number>();
  for (const { hitCount = 0, callFrame } of nodes) {
    const place = `${callFrame.functionName || '(anonymous)'} ${renderOrigin(callFrame.url)}`.trim();
    samples.set(place, (samples.get(place) ?? 0) + hitCount);
  }
  const total = [...samples.values()].reduce((sum, one) => sum + one, 0);
  const lines = [...samples].map(([place, own]) => ({ place, share: own / total }));
  const most = lines.filter(({ share }) => share >= LEAST).toSorted((a, b) => b.share - a.share);
  return most.slice(0, MOST_LINES);
}

/** The package or file that a script is of; shared chunks of a build have names that say nothing. */
function renderOrigin(url: string): string {
  if (/\/(runtime|transformer|codegen)\/dist\//.test(url)) return 'of holdfast';
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  return name === undefined ? basename(url) : `of ${name}`;
}
