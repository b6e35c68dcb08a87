import { describe, expect, it } from 'vitest';
import { analyzeModels, listTracked, trackOne } from '../unit/transformer/models/analyze-models.ts';
import { loadShop, openShop } from './harness/orm-shops.ts';

/** What the models of the shop are called in an ORM, and what the type of a row is. */
interface Shop {
  readonly orm: string;
  readonly names: Readonly<Record<'user' | 'uuid' | 'setting' | 'pair' | 'product' | 'item' | 'tag' | 'mixed', string>>;
  readonly row: (model: string) => string;
}

const CLASSES = {
  ...{ user: 'User', uuid: 'UuidRow', setting: 'Setting', pair: 'Pair', product: 'Product', item: 'OrderItem' },
  ...{ tag: 'Tag', mixed: 'MixedKey' },
};
const TABLES = {
  ...{ user: 'users', uuid: 'uuidRows', setting: 'settings', pair: 'pairs', product: 'products', item: 'orderItems' },
  ...{ tag: 'tag', mixed: 'mixedKeys' },
};

const SHOPS: readonly Shop[] = [
  { orm: 'typeorm', names: CLASSES, row: (model) => model },
  { orm: 'mikro-orm', names: { ...CLASSES, tag: 'TagSchema' }, row: (model) => model.replace('Schema', '') },
  { orm: 'drizzle', names: TABLES, row: (model) => `typeof ${model}.$inferSelect` },
];

/** Of Drizzle, which tells the names of columns, the properties that are called otherwise. */
const PROPERTIES: Readonly<Record<string, string>> = {
  'drizzle products.id': 'product_id',
  'drizzle order_items.order': 'order_id',
  'drizzle order_items.product': 'product_id',
};

describe.each(SHOPS)('models of $orm', ({ orm, names, row }) => {
  const models = Object.values(names);
  const imported = new Set([...models, ...models.map(row).filter((type) => !type.startsWith('typeof '))]);
  const functions = models.map((model) => trackOne(model, row(model))).join('\n');
  const { specs, messages } = analyzeModels({
    [`${orm}-models.ts`]: `import { ${[...imported].map((name) => `type ${name}`).join(', ')} } from './${orm}.js';\n${functions}`,
  });
  const tracked = listTracked(specs);
  /** The table of a model, and the key of its rows. */
  const read = (model: string): readonly string[] => tracked[`get_${model}`] ?? [];

  it('all models are read, also where they are imported as types', () => {
    expect(messages).toEqual([]);
  });

  it('the build reads what the ORM itself says', async () => {
    const shop = await loadShop(orm);
    const said = shop.describeModels(await openShop(shop));
    for (const model of models) {
      const [table = '', key = ''] = read(model);
      const keys = key.replaceAll(/[()]/g, '').split(',').toSorted();
      const [saidTable, ...saidKeys] = said[orm === 'drizzle' ? model : row(model)] ?? [];
      const columns = saidKeys.map((column) => PROPERTIES[`${orm} ${table}.${column}`] ?? column).toSorted();
      expect([model, table, keys]).toEqual([model, saidTable, columns]);
    }
  });

  it('R-64, R-75: the entity of a model is called as its table', () => {
    expect(read(names.user)[0]).toBe('users');
  });

  it('R-65: the same with UUIDs as keys', () => {
    expect(read(names.uuid)[0]).toBe('uuid_rows');
  });

  it('R-67: the same with texts as keys', () => {
    expect(read(names.setting)[0]).toBe('settings');
  });

  it('R-68: the same with two columns that are unique beside the key', () => {
    expect(read(names.pair)).toEqual(['pairs', 'id']);
  });

  it('R-69, R-80: the key is the property that is marked as it', () => {
    expect(read(names.user)[1]).toBe('id');
  });

  it('R-70: also one that holds UUIDs', () => {
    expect(read(names.uuid)[1]).toBe('id');
  });

  it('R-72, R-82: also one that holds texts', () => {
    expect(read(names.setting)[1]).toBe('code');
  });

  it('R-76: a key of another name', () => {
    expect(read(names.product)).toEqual(['products', 'product_id']);
  });

  it('R-78, R-83: a key of several columns is in the order of their declaration', () => {
    expect(read(names.item)).toEqual(['order_items', '(order_id,product_id)']);
  });

  it('R-79: a table without a name of its own has the one that the ORM gives it', () => {
    expect(read(names.tag)).toEqual(['tag', 'id']);
  });

  it('R-84: the keys that a class declares itself come first, then those of its base class', () => {
    expect(read(names.mixed)).toEqual(['mixed_keys', '(id,pk)']);
  });
});
