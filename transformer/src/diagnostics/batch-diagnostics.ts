import { define, type Known, list, type Nearest, type On, suggest } from './define-diagnostic.ts';

/** Lines, types and forms of `@batch`. */
export const BATCH_DIAGNOSTICS = {
  badBatch: define<Nearest & { readonly text: string }>(
    1060,
    'bad-batch',
    ({ text, nearest }) =>
      `${text === '' ? '@batch does not say which parameter takes the list of items' : `${text} is not the name of the parameter that takes the list of items`}. ${suggest(nearest && `@batch ${nearest}`, 'Write its name behind the tag, as in @batch ids ttl=10m.')}`,
  ),
  batchedCache: define<On>(
    1061,
    'batched-cache',
    ({ on }) =>
      `${on} has @cache and @batch: the one keeps an entry for the whole list, the other one for each item. Keep one of the lines.`,
  ),
  badBatchPath: define<Nearest & { readonly path: string }>(
    1062,
    'bad-batch-path',
    ({ path, nearest }) =>
      `by=${path} is not a path from a result to its item. ${suggest(nearest && `by=${nearest}`, 'Write a property or a dotted path, as in by=id or by=author.id.')}`,
  ),
  batchOption: define<{ readonly option: string }>(
    1063,
    'batch-option',
    ({ option }) =>
      `${option}= belongs to @batch, which caches each item of a list by itself. Remove ${option}=, or write @batch with the parameter that takes the list, as in @batch ids ${option}=${option === 'max' ? '100' : option === 'by' ? 'id' : '0ms'}.`,
  ),
  unknownBatch: define<On & Known & Nearest & { readonly parameter: string }>(
    1260,
    'unknown-batch',
    ({ on, parameter, known, nearest }) =>
      `@batch ${parameter} names no parameter of ${on}. Parameters: ${list(known)}. ${suggest(nearest && `@batch ${nearest}`, 'Name the one that takes the list of items.')}`,
  ),
  batchedNoList: define<On & { readonly parameter: string; readonly type: string; readonly because: string }>(
    1261,
    'batched-no-list',
    ({ on, parameter, type, because }) =>
      `${parameter} of ${on} is of type ${type}, ${because}. A batch takes its items one by one from an array or a Set: declare ${parameter} as one, or write @cache in place of @batch.`,
  ),
  batchAnswer: define<On & { readonly parameter: string; readonly type: string }>(
    1262,
    'batch-answer',
    ({ on, parameter, type }) =>
      `${on} returns ${type}, which is not made of one result for each item. Return a list in the order of ${parameter}, a list whose rows name their item with by=, or a Map or a Record<string, …> by item, and nothing beside.`,
  ),
  unknownBatchPath: define<
    On &
      Known &
      Nearest & {
        readonly by: string;
        readonly property: string;
        readonly type: string;
        /** The type of an item, where only errors among the results lack the property. */
        readonly ofItem?: string | undefined;
      }
  >(1263, 'unknown-batch-path', ({ on, by, property, type, known, nearest, ofItem }) =>
    ofItem === undefined
      ? `by=${by} finds no property ${property} in the results of ${on}, which are of type ${type}. Properties: ${list(known)}. ${suggest(nearest && `by=${nearest}`, 'Name the one that holds the item.')}`
      : `by=${by} finds no property ${property} in the errors among the results of ${on}. Properties of the others: ${list(known)}. Let an error name its item too, as in class RowError extends Error { constructor(readonly ${property}: ${ofItem}) { super(); } }.`,
  ),
  batchPathType: define<{
    readonly by: string;
    readonly type: string;
    readonly parameter: string;
    readonly item: string;
  }>(
    1264,
    'batch-path-type',
    ({ by, type, parameter, item }) =>
      `by=${by} is of type ${type}, and the items of ${parameter} are of type ${item}: no result would belong to any of them. Name the property that holds the item, or take items of its type.`,
  ),
  batchAnswerKeys: define<
    On & { readonly key: string; readonly parameter: string; readonly item: string; readonly isRecord: boolean }
  >(
    1265,
    'batch-answer-keys',
    ({ on, key, parameter, item, isRecord }) =>
      `${on} gives its results by ${key}, and the items of ${parameter} are of type ${item}: no result would belong to any of them. ${isRecord ? `Return a Map<${item}, …>, which holds results by values of any type.` : `Return a Map by ${item}, or take items of the type of its keys.`}`,
  ),
  needlessBy: define<On & { readonly by: string; readonly what: string }>(
    1266,
    'needless-by',
    ({ on, by, what }) =>
      `by=${by} says where a row tells its item, and ${on} returns ${what}, which tells it already. Remove by=.`,
  ),
  unkeyedBatch: define<On & { readonly parameter: string; readonly cause: string | undefined }>(
    1267,
    'unkeyed-batch',
    ({ on, parameter, cause }) =>
      `the key of ${on} does not hold ${parameter}, so that all items would share one entry. ${cause === undefined ? `Take items that can be part of a key, or name a part of them, as in @key {${parameter}.id}.` : cause.startsWith('omit') ? `Remove ${parameter} from omit=.` : `Put {${parameter}}, which stands for one item, into ${cause}.`}`,
  ),
  unsharedKey: define<
    On & { readonly first: string; readonly at: string; readonly loader: string; readonly type: string }
  >(
    1268,
    'unshared-key',
    ({ on, first, at, loader, type }) =>
      `${on} has the key of ${first} in ${at}, and the two store results of different types, so that neither is served what the other one has stored. ${loader} stores ${type} for each item: give both the same type, or one of them another key.`,
  ),
  batchErrors: define<On & { readonly type: string }>(
    1269,
    'batch-errors',
    ({ on, type }) =>
      `${on} gives ${type} for each item, and an Error in the place of a result says that its item failed, so that no item could have a result. Name the result of an item that does not fail, as in User | ${type}, or put errors that are results into an object, as in { error: ${type} }.`,
  ),
  batchOverloads: define<On>(
    1330,
    'batch-overloads',
    ({ on }) =>
      `${on} has overloads, and each of them may take or give another kind of list. Give the batch a function of its own with one signature.`,
  ),
  batchArguments: define<On & { readonly parameter: string }>(
    1331,
    'batch-arguments',
    ({ on, parameter }) =>
      `${on} reads arguments, which holds the whole list of the caller, and the body is called for the items that are not stored. Read ${parameter} in its place.`,
  ),
  batchWindow: define<On>(
    1332,
    'batch-window',
    ({ on }) =>
      `window= waits for further callers, and ${on} gives its answer at once. Make it asynchronous, or remove window=.`,
  ),
  batchDefault: define<On & { readonly parameter: string }>(
    1333,
    'batch-default',
    ({ on, parameter }) =>
      `a default value of ${on} reads ${parameter}, which is the whole list of the caller there, and the body is called for the items that are not stored. Work it out in the body.`,
  ),
};
