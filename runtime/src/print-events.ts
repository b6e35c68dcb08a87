import { EVENT_NAMES, type Events } from './events.ts';

/** `NODE_DEBUG=holdfast`: prints every event to stderr, as Node's own modules do. */
export function printEvents(events: Events): void {
  if (!process.env.NODE_DEBUG) return;
  const log = process.getBuiltinModule('node:util').debuglog('holdfast');
  if (!log.enabled) return;
  for (const name of EVENT_NAMES) events.on(name, (event) => log('%s %o', name, event));
}
