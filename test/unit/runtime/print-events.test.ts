import { afterEach, expect, it } from 'vitest';
import { EVENT_NAMES, Events } from '../../../runtime/src/events.ts';
import { printEvents } from '../../../runtime/src/print-events.ts';

const before = process.env.NODE_DEBUG;
afterEach(() => {
  if (before === undefined) delete process.env.NODE_DEBUG;
  else process.env.NODE_DEBUG = before;
});

function listened(debug: string | undefined): readonly string[] {
  if (debug === undefined) delete process.env.NODE_DEBUG;
  else process.env.NODE_DEBUG = debug;
  const events = new Events();
  printEvents(events);
  return EVENT_NAMES.filter((name) => events.listens(name));
}

it('events are listened to for printing only where NODE_DEBUG is set', () => {
  expect(listened(undefined)).toEqual([]);
  expect(listened('other')).toEqual([]);
});
