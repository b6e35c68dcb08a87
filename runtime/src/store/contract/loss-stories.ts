import type { Stamp } from '../../stamp/stamp.ts';
import { type Client, OWNER } from './client.ts';

/** What a story is told with. */
export interface Teller {
  readonly client: Client;
  /** Of a load that began before anything was invalidated. */
  stamp: Stamp;
  /** Of a refresh. */
  next: Stamp;
}

/** An old value of the key `a`, what ends it, and a late load that brings it back. */
export interface Story {
  readonly name: string;
  /** After so many steps the old value is never served again. */
  readonly from: number;
  readonly steps: readonly ((teller: Teller) => Promise<unknown>)[];
}

const DEPENDENCIES = ['*', OWNER, 't:team:1'];

/** Entries have a tag besides what all entries depend on. */
const OLD = { value: 'old', dependencies: DEPENDENCIES };

type Step = Story['steps'][number];

const storeOld: Step = ({ client }) => client.offer('a', OLD);

const beginLoad: Step = async (teller) => {
  teller.stamp = await teller.client.stamp('a', DEPENDENCIES);
};

const endLoad: Step = ({ client, stamp }) => client.write('a', { ...OLD, stamp });

const beginRefresh: Step = async (teller) => {
  teller.next = await teller.client.next('a', DEPENDENCIES);
};

const endRefresh: Step = ({ client, next }) =>
  client.write('a', { ...OLD, value: 'new', stamp: next, raisesFloor: true });

const endKey: Step = ({ client }) => client.end('a');

function invalidate(dependency: string): Step {
  return ({ client }) => client.invalidate(dependency);
}

/** What can end an entry, with a load that began before it and comes after it. */
export const STORIES: readonly Story[] = [
  ...DEPENDENCIES.map((name) => ({
    name: `a late result after the invalidation of ${name}`,
    from: 3,
    steps: [storeOld, beginLoad, invalidate(name), endLoad],
  })),
  {
    name: 'a late result after an invalidation of what no entry depends on yet',
    from: 2,
    steps: [beginLoad, invalidate('t:team:1'), endLoad],
  },
  { name: 'a late result after the end of its key', from: 3, steps: [storeOld, beginLoad, endKey, endLoad] },
  { name: 'a late result after a refresh', from: 4, steps: [storeOld, beginLoad, beginRefresh, endRefresh, endLoad] },
  {
    name: 'a late result after a refresh that the end of its key overtook',
    from: 4,
    steps: [storeOld, beginRefresh, beginLoad, endKey, endRefresh, endLoad],
  },
];
