import { expect, it } from 'vitest';
import { RememberedLists } from '../../../../../runtime/src/store/redis/remembered-lists.ts';
import { StampList } from '../../../../../runtime/src/store/redis/stamp-list.ts';

const [one, two] = [new StampList(['*', 'e:u:1']), new StampList(['*', 'e:u:2'])];

it('shows who has found a list what takes its place, and that it is forgotten', () => {
  const lists = new RememberedLists();
  expect(lists.find('k')).toBeUndefined();
  lists.set('k', one);
  const found = lists.find('k');
  expect(found?.list).toBe(one);
  lists.set('k', two);
  expect(found?.list).toBe(two);
  lists.delete('k');
  lists.delete('k');
  expect([found?.list, lists.find('k')]).toEqual([undefined, undefined]);
});

it('forgets all where it would remember more than 100,000 names, for those as well who have found one', () => {
  const lists = new RememberedLists();
  lists.set('k', one);
  const found = lists.find('k');
  const long = new StampList(Array.from({ length: 99_998 }, (_, i) => `e:u:${i}`));
  lists.set('long', long);
  expect([found?.list, lists.find('long')?.list]).toEqual([one, long]);
  // As long as the one before it: there is room.
  lists.set('k', two);
  expect([found?.list, lists.find('long')?.list]).toEqual([two, long]);
  lists.set('more', one);
  expect([found?.list, lists.find('long'), lists.find('more')?.list]).toEqual([undefined, undefined, one]);
});

it('counts a list without names, which only strangers write, as one name', () => {
  const lists = new RememberedLists();
  const none = new StampList([]);
  for (let i = 0; i < 100_000; i++) lists.set(`k${i}`, none);
  expect(lists.find('k0')?.list).toBe(none);
  lists.set('more', none);
  expect([lists.find('k0'), lists.find('more')?.list]).toEqual([undefined, none]);
});
