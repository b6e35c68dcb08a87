import { expect, it } from 'vitest';
import { nameOfClass, renderPath } from '../../../../runtime/src/codec/render-path.ts';

it('a path names fields, indexes and keys of maps as a person would write them', () => {
  expect(renderPath(['rows', 3, 'first name', { key: 'a' }, { key: 7 }, { key: { id: 1 } }, { key: () => 0 }])).toBe(
    'result.rows[3]["first name"].get("a").get(7).get(…).get(…)',
  );
});

it('a long path leaves out its middle', () => {
  expect(renderPath(Array.from({ length: 14 }, (_, index) => index))).toBe(
    'result[0][1][2][3][4][5]…[8][9][10][11][12][13]',
  );
});

it('an object is called by its class, or by what it is where that has no name', () => {
  class User {}
  expect([new User(), {}, Object.create(null), new (class {})(), new Map()].map(nameOfClass)).toEqual([
    'User',
    'Object',
    'Object',
    'Object',
    'Map',
  ]);
});
