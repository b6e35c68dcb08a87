import type { Event } from 'js-yaml';
import { loadYaml } from './load-yaml.ts';

/** A value of a YAML or JSON text with its place, an offset into the text. Every scalar is its own text. */
export type YamlTree =
  | { readonly kind: 'text'; readonly value: string; readonly start: number }
  | { readonly kind: 'list'; readonly items: readonly YamlTree[]; readonly start: number }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, YamlTree>; readonly start: number };

/** Why a text is no such tree, and where. */
export interface YamlProblem {
  readonly reason: string;
  readonly start: number;
}

// What git writes between the two sides of a conflict.
const CONFLICT = /^(?:<{7} |\|{7} |={7}\r?$|>{7} )/m;

/**
 * Reads YAML, and with it JSON, as a tree that knows its places: js-yaml's own loader gives bare values, and then no
 * message could say where a wrong one stands.
 */
export function readYamlTree(text: string): YamlTree | YamlProblem {
  const conflict = CONFLICT.exec(text);
  if (conflict !== null) return { reason: 'a merge conflict is not resolved here', start: conflict.index };
  const yaml = loadYaml();
  try {
    const events = yaml.parseEvents(text, {});
    const first = events[1];
    if (first === undefined || first.type === yaml.EVENT_ID.POP) return { reason: 'the file is empty', start: 0 };
    return buildTree({ yaml, text, events, index: 1, end: 0 });
  } catch (error) {
    if (error instanceof yaml.YAMLException) return { reason: error.reason, start: error.mark?.position ?? 0 };
    throw error;
  }
}

/** A text as it is read. */
interface Reading {
  readonly yaml: ReturnType<typeof loadYaml>;
  readonly text: string;
  readonly events: readonly Event[];
  /** Of the next event. */
  index: number;
  /** Where in the text the last scalar ended: an empty value has no place of its own. */
  end: number;
}

/** Builds the value that begins with the next event, and goes on behind it. */
function buildTree(reading: Reading): YamlTree {
  const { yaml, text, events } = reading;
  const { EVENT_ID, YAMLException } = yaml;
  const event = events[reading.index];
  reading.index += 1;
  if (event?.type === EVENT_ID.SCALAR) {
    const isEmpty = event.valueStart < 0;
    const start = isEmpty ? reading.end : event.valueStart;
    if (!isEmpty) reading.end = event.valueEnd;
    return { kind: 'text', value: isEmpty ? '' : yaml.getScalarValue(text, event), start };
  }
  if (event?.type === EVENT_ID.SEQUENCE) {
    const items: YamlTree[] = [];
    while (events[reading.index]?.type !== EVENT_ID.POP) items.push(buildTree(reading));
    reading.index += 1;
    return { kind: 'list', items, start: event.start };
  }
  if (event?.type === EVENT_ID.MAPPING) {
    const entries = new Map<string, YamlTree>();
    while (events[reading.index]?.type !== EVENT_ID.POP) {
      const key = buildTree(reading);
      if (key.kind !== 'text') return YAMLException.throwAt(text, key.start, 'a name is expected here');
      if (entries.has(key.value)) YAMLException.throwAt(text, key.start, `${key.value} stands here twice`);
      entries.set(key.value, buildTree(reading));
    }
    reading.index += 1;
    return { kind: 'map', entries, start: event.start };
  }
  // An alias: the writer makes none, and what it stands for has another place.
  const start = event?.type === EVENT_ID.ALIAS ? event.anchorStart : reading.end;
  return YAMLException.throwAt(text, start, 'aliases (*name) are not read; write the value itself');
}
