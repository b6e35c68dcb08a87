import { describe, expect, it } from 'vitest';
import { parseTagLines } from '../../../../transformer/src/parse-tag-lines/parse-tag-lines.ts';
import { readTagLines as read } from '../read-tag-lines.ts';

describe('a @tracks or @invalidates line', () => {
  it('may name nothing, and then stands for all entity types of the result', () => {
    expect(read('/**\n * @tracks\n * @invalidates rows missingId=skip - prose\n */')).toEqual({
      lines: [
        { tag: 'tracks', target: { of: 'types' } },
        { tag: 'invalidates', target: { of: 'types' }, rows: { start: 31, length: 4 }, missing: 'skip' },
      ],
      problems: [],
    });
  });

  it('may say that there is nothing', () => {
    expect(read('/** @tracks none - a report of last year */')).toEqual({
      lines: [{ tag: 'tracks', target: { of: 'none', word: { start: 12, length: 4 } } }],
      problems: [],
    });
  });

  it.each(['user', 'order_items', 'shop.user', '$user-2', 'Ädresse'])('may name the entity %s', (name) => {
    expect(read(`/** @tracks ${name} */`)).toEqual({
      lines: [{ tag: 'tracks', target: { of: 'entity', entity: { name, start: 12, length: name.length } } }],
      problems: [],
    });
  });

  it('may name the id by parameters, one hole for each part of it', () => {
    expect(parseTagLines('/** @invalidates item:{orderId},{item.productId} rows */', 10)).toEqual({
      lines: [
        {
          tag: 'invalidates',
          start: 14,
          length: 12,
          target: {
            of: 'arguments',
            entity: { name: 'item', start: 27, length: 4 },
            holes: [
              { path: ['orderId'], start: 32, length: 9 },
              { path: ['item', 'productId'], start: 42, length: 16 },
            ],
          },
          rows: { start: 59, length: 4 },
        },
      ],
      diagnostics: [],
      strays: [],
      loneSlips: [],
    });
  });

  it('may name a class or a table', () => {
    expect(read('/** @tracks {schema.users} rows */')).toEqual({
      lines: [
        {
          tag: 'tracks',
          target: { of: 'model', model: { name: 'schema.users', start: 13, length: 12 } },
          rows: { start: 27, length: 4 },
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['id=code', { form: 'path', word: { path: ['code'], start: 20, length: 4 } }],
    ['id=customer.id', { form: 'path', word: { path: ['customer', 'id'], start: 20, length: 11 } }],
    ['id=result', { form: 'result', start: 20, length: 6 }],
    [
      'id=(order_id,product.id)',
      {
        form: 'parts',
        words: [
          { path: ['order_id'], start: 21, length: 8 },
          { path: ['product', 'id'], start: 30, length: 10 },
        ],
      },
    ],
  ])('says by %s where the id stands', (option, id) => {
    const entity = { name: 'user', start: 12, length: 4 };
    expect(read(`/** @tracks user ${option} */`)).toEqual({
      lines: [{ tag: 'tracks', target: { of: 'entity', entity }, id }],
      problems: [],
    });
  });

  it.each([
    ['us/er', 'HF1040 bad-entity'],
    ['1st', 'HF1040 bad-entity'],
    ['user.', 'HF1040 bad-entity'],
    ['user,team', 'HF1040 bad-entity'],
    ['{ User }', 'HF1040 bad-entity'],
    ['{User}:{id}', 'HF1040 bad-entity'],
    [':{id}', 'HF1040 bad-entity'],
    ['none:{id}', 'HF1040 bad-entity'],
    ['user:', 'HF1041 bad-entity-id'],
    ['user:42', 'HF1041 bad-entity-id'],
    ['user:{a}{b}', 'HF1041 bad-entity-id'],
    ['user:{a}:{b}', 'HF1041 bad-entity-id'],
    ['user:{a},', 'HF1041 bad-entity-id'],
    ['user:v{a}', 'HF1041 bad-entity-id'],
    ['user:{ a }', 'HF1104 bad-hole'],
    ['user id={code}', 'HF1042 bad-id-option'],
    ['user id=(code)', 'HF1042 bad-id-option'],
    ['user id=(a,a)', 'HF1042 bad-id-option'],
    ['user id=a.', 'HF1042 bad-id-option'],
    ['user id=idOf()', 'HF1042 bad-id-option'],
    ['user id=', 'HF1006 missing-value'],
    ['user id=a id=b', 'HF1007 duplicate-option'],
    ['user missingId=ignore', 'HF1018 unknown-value'],
    ['user rows=all', 'HF1020 flag-with-value'],
    ['user row', 'HF1001 unknown-option'],
    ['user ttl=1m', 'HF1001 unknown-option'],
    ['user team', 'HF1012 unexpected-text'],
    ['(user)', 'HF1040 bad-entity'],
    ['id=code', 'HF1043 id-without-entity'],
    ['{User} id=code', 'HF1043 id-without-entity'],
    ['none rows', 'HF1044 lone-none'],
    ['user:{id} rows', 'HF1045 useless-option'],
    ['user:{id} id=code', 'HF1045 useless-option'],
    ['user:{id} missingId=skip', 'HF1045 useless-option'],
  ])('is refused with %s', (rest, problem) => {
    expect(read(`/** @tracks ${rest} */`)).toEqual({ lines: [{ tag: 'tracks', refused: true }], problems: [problem] });
  });

  it('reports all that is wrong with it', () => {
    expect(read('/** @invalidates us/er id={id} Rows x y */').problems).toEqual([
      'HF1040 bad-entity',
      'HF1042 bad-id-option',
      'HF1001 unknown-option',
      'HF1012 unexpected-text',
    ]);
  });

  it('cannot say that a writer invalidates nothing', () => {
    expect(read('/** @invalidates none */').problems).toEqual(['HF1044 lone-none']);
  });

  it.each([
    ['@tracks user id={code}', 'Did you mean id=code?'],
    ['@tracks user id=idOf()', 'Did you mean id=idOf?'],
    ['@tracks user id=[a,b.c]', 'Did you mean id=(a,b.c)?'],
    ['@tracks item:{a}:{b}', 'Did you mean @tracks item:{a},{b}?'],
    ['@invalidates user missingid=skip', 'Did you mean missingId=?'],
    ['@tracks user Rows', 'Did you mean rows?'],
  ])('ends the message for %s with what to write', (line, fix) => {
    const [problem] = parseTagLines(`/** ${line} */`, 0).diagnostics;
    expect(problem?.message.slice(-fix.length)).toBe(fix);
  });

  it('keeps an option below it from being lost', () => {
    expect(read('/**\n * @tracks user\n * rows\n * id=code missingId=skip\n */').problems).toEqual([
      'HF1013 option-on-next-line',
      'HF1013 option-on-next-line',
    ]);
    expect(read('/**\n * @tracks user\n * rows of the table.\n */').problems).toEqual([]);
  });
});

describe('an @entity line', () => {
  it('names the entity, and where its id stands', () => {
    expect(read('/**\n * @entity user\n * @entity item id=(order_id,product_id) - prose\n */')).toEqual({
      lines: [
        { tag: 'entity', entity: { name: 'user', start: 15, length: 4 } },
        {
          tag: 'entity',
          entity: { name: 'item', start: 31, length: 4 },
          id: {
            form: 'parts',
            words: [
              { path: ['order_id'], start: 40, length: 8 },
              { path: ['product_id'], start: 49, length: 10 },
            ],
          },
        },
      ],
      problems: [],
    });
  });

  it('knows no result, so result is a path like any other', () => {
    expect(read('/** @entity user id=result */').lines).toEqual([
      {
        tag: 'entity',
        entity: { name: 'user', start: 12, length: 4 },
        id: { form: 'path', word: { path: ['result'], start: 20, length: 6 } },
      },
    ]);
  });

  it.each([
    ['', 'HF1040 bad-entity'],
    ['- prose', 'HF1040 bad-entity'],
    ['id=code', 'HF1040 bad-entity'],
    ['none', 'HF1040 bad-entity'],
    ['rows', 'HF1040 bad-entity'],
    ['user:{id}', 'HF1040 bad-entity'],
    ['user rows', 'HF1012 unexpected-text'],
    ['user missingId=skip', 'HF1001 unknown-option'],
    ['user id={id}', 'HF1042 bad-id-option'],
  ])('is refused with "%s"', (rest, problem) => {
    expect(read(`/** @entity ${rest} */`)).toEqual({ lines: [{ tag: 'entity', refused: true }], problems: [problem] });
  });
});

describe('an @invalidatesTag line', () => {
  it('is a template', () => {
    expect(read('/** @invalidatesTag team:{teamId}:all - prose */')).toEqual({
      lines: [
        {
          tag: 'invalidatesTag',
          text: 'team:{teamId}:all',
          parts: ['team:', { path: ['teamId'], start: 25, length: 8 }, ':all'],
        },
      ],
      problems: [],
    });
  });

  it.each([
    ['', 'HF1101 missing-template'],
    ['./drafts', 'HF1049 writer-tag'],
    ['=tagsOf', 'HF1049 writer-tag'],
    ['a{b', 'HF1102 unclosed-hole'],
    ['a more', 'HF1012 unexpected-text'],
  ])('is refused with "%s"', (rest, problem) => {
    expect(read(`/** @invalidatesTag ${rest} */`)).toEqual({
      lines: [{ tag: 'invalidatesTag', refused: true }],
      problems: [problem],
    });
  });
});

it.each([
  ['Finds a user. @tracks user', true],
  ['Finds a user. @tracks', true],
  ['Finds a user. @tracks user:{id}', true],
  ['Renames one. @invalidates user rows - prose', true],
  ['Renames one. @invalidatesTag team:{teamId}', true],
  ['A user. @entity user', true],
  ['Finds a user that @tracks follows.', false],
  ['Whoever @invalidates it.', false],
  ['A user, as @entity says above.', false],
  ['See @entity', false],
  ['See `@tracks user`', false],
])('a tag in the middle of a line is a mistake where it reads like a tag line: %s', (text, isMistake) => {
  const { lines, strays } = parseTagLines(`/** ${text} */`, 0);
  expect({ lines, isMistake: strays.map(({ problem }) => problem.slug) }).toEqual({
    lines: [],
    isMistake: isMistake ? ['stray-tag'] : [],
  });
});
