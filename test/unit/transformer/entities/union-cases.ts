/** One line on one type, what is found in a value, and where it is said to stand. */
export interface LineCase {
  readonly line: string;
  readonly type: string;
  readonly value: unknown;
  readonly found: readonly string[];
  /** `customer: rows[].customer_id`; what is unseen behind `?`. */
  readonly tracked: readonly string[];
  readonly functions?: readonly ((value: never) => unknown)[];
}

/** What is found in unions. */
export const UNION_CASES: readonly LineCase[] = [
  {
    line: '@tracks pet',
    type: '(Cat | Dog | string | null)[]',
    value: [{ kind: 'cat', id: 1 }, { kind: 'dog', chip: 'x' }, 'mouse', null],
    found: ['list 0', 'one 0 1'],
    tracked: ['pet: [].id'],
  },
  { line: '@tracks pet', type: 'Cat | Fish', value: { scales: 3 }, found: [], tracked: ['pet: id'] },
  {
    // What has the own property of both may be either.
    line: '@tracks',
    type: '(Author | Club | Cat)[]',
    value: [
      { id: 4, pen: '' },
      { id: 5, seats: 0 },
      { id: 6, pen: '', seats: 0 },
      { kind: 'cat', id: 7 },
    ],
    found: ['list 0', 'list 1', 'one 0 4', 'one 0 6', 'one 1 5', 'one 1 6'],
    tracked: ['author: [].id', 'club: [].id'],
  },
  {
    line: '@tracks',
    type: '(Author | Club | Anyone)[]',
    value: [{ id: 4, pen: '' }, { id: 5, seats: 0 }, { id: 6, pen: '', seats: 0 }, { id: 8 }],
    found: ['list 0', 'list 1', 'list 2', 'one 0 8', 'one 1 4', 'one 1 6', 'one 2 5', 'one 2 6'],
    tracked: ['anyone: [].id', 'author: [].id', 'club: [].id'],
  },
  {
    line: '@tracks',
    type: '(Author & { __typename: "Author" }) | (Anyone & { __typename: "Anyone" })',
    value: { __typename: 'Anyone', id: 8, pen: '' },
    found: ['one 0 8'],
    tracked: ['anyone: id', 'author: id'],
  },
  { line: '@tracks thing', type: 'Left | Right', value: { code: 3, label: 'b' }, found: [], tracked: ['thing: id'] },
  {
    line: '@tracks thing',
    type: 'Left | Perhaps',
    value: { label: 'b' },
    found: ['one 0 undefined'],
    tracked: ['thing: id'],
  },
  {
    line: '@tracks thing',
    type: 'Left | Perhaps',
    value: { id: 3, label: 'b' },
    found: ['one 0 3'],
    tracked: ['thing: id'],
  },
  {
    line: '@tracks thing id=code',
    type: 'Perhaps | Other',
    value: { label: 'b' },
    found: [],
    tracked: ['thing: code'],
  },
  {
    line: '@tracks thing id=code',
    type: 'Perhaps | Other',
    value: { code: 'c', label: 'b' },
    found: ['one 0 "c"'],
    tracked: ['thing: code'],
  },
  {
    line: '@tracks left',
    type: 'Left[] | Set<Left> | Map<string, Left> | Left | 7',
    value: new Map([['a', { id: 4 }]]),
    found: ['list 0', 'one 0 4'],
    tracked: ['left: [].id [value].id id'],
  },
  {
    line: '@tracks left',
    type: 'Left[] | Right[]',
    value: [
      { id: 4, label: '' },
      { code: 5, label: '' },
    ],
    found: ['list 0', 'one 0 4'],
    tracked: ['left: [].id'],
  },
  {
    line: '@tracks left',
    type: '[Left] | [string, Left]',
    value: ['a', { id: 4 }],
    found: ['one 0 4'],
    tracked: ['left: [0].id [1].id'],
  },
  {
    line: '@tracks left',
    type: '{ ok: true; left: Left } | { ok: false; left: string }',
    value: { ok: false, left: 'none' },
    found: [],
    tracked: ['left: left.id'],
  },
  { line: '@tracks left', type: 'Left | Date | Uint8Array', value: new Date(0), found: [], tracked: ['left: id'] },
];
