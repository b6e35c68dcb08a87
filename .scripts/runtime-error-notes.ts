import type { ErrorName } from '../runtime/src/errors.ts';

/** What docs/diagnostics.md says of an error of the runtime. Each text is one line of Markdown. */
export interface RuntimeErrorNote {
  /** What happened. */
  readonly meaning: string;
  readonly why: string;
  readonly fix: string;
}

/** One note for each error; the compiler tells where one is missing. */
export const RUNTIME_ERROR_NOTES: Readonly<Record<ErrorName, RuntimeErrorNote>> = {
  ConfigurationError: {
    meaning: 'An option of `configure`, or an argument of another call of the API, is not usable.',
    why: 'An option that is misspelled, or a duration without its unit, would leave a default in place without anyone noticing. Code that was built for another version of the runtime is refused for the same reason.',
    fix: 'The message names the option or argument and what it takes. Where it names two versions, install versions of `holdfast` and `@holdfast/transformer` that belong together and build again.',
  },
  ConfiguredTooLateError: {
    meaning: '`configure` named a store after cached calls ran.',
    why: 'Those calls used the store that was there before, and what they stored would be left behind.',
    fix: 'Await `configure` before the first cached call; or write `replace: true` where leaving the old entries behind is meant.',
  },
  UnkeyableArgumentError: {
    meaning: 'A value of a call cannot be part of its key or tag.',
    why: 'Functions, symbols, class instances without `toJSON`, promises and objects that contain themselves have no text that is the same for the same call; the build refuses them where the type tells, and here only the value did. The message names the path: `filter.session`.',
    fix: 'Leave the parameter out of the key with `omit=`, or name the field that tells calls apart in a `@key` or `@tag` template: `{user.id}`.',
  },
  NotTransformedError: {
    meaning: '`cacheOf` was given a function that the build did not transform, or an id that it does not know.',
    why: 'Nothing of such a function is cached. Most often plain `tsc` built it, which ignores plugins without a word; an id is known only once the module of its function is loaded.',
    fix: 'Put `@cache` into the doc comment and the plugin into `tsconfig.json`, and build with `tspc`. For an id, load the module first.',
  },
  NotCachedError: {
    meaning: '`cacheOf(fn).require(…)` found no entry.',
    why: '`require` never runs the body: it is for code that must not cause a query.',
    fix: 'Call the function itself where the body may run, or `peek(…)`, which resolves to `undefined` where there is no entry.',
  },
  StoreUnreachableError: {
    meaning: 'A store did not open when `configure` asked it to.',
    why: '`configure` resolves only when every store has answered, so that a wrong address shows at the start and not in the first call. Nothing was changed; `cause` holds what the store said.',
    fix: 'Start the store, or correct its address; then call `configure` again.',
  },
  InvalidationError: {
    meaning: 'An invalidation was not written to a store.',
    why: 'A failed invalidation always reaches its caller, since other processes may go on serving what it was meant to end; `dependencies` names it. It stays in the outbox and is retried, and until then this process serves nothing that depends on it.',
    fix: 'Look at `cause` for what the store said. After a transaction that has succeeded, report the error and go on, since the retry is on its way; `pendingInvalidations()` tells what is left.',
  },
  DuplicateIdError: {
    meaning: 'Two files have a cached function with the same id.',
    why: 'Keys are made from ids, so each function would serve the values of the other. The build refuses this within one program (HF1401); here two programs of one namespace met in a process.',
    fix: 'Give one of the functions another id with `id=`, or one of the builds another `namespace`.',
  },
  TwoRuntimesError: {
    meaning: 'Two major versions of `holdfast` are loaded in one process.',
    why: 'They cannot share a cache, so an invalidation through one would not reach what the other serves. Copies of one major version join each other.',
    fix: 'Install one version for all packages; `npm ls holdfast` shows who brings which.',
  },
  SyncStoreError: {
    meaning: 'A synchronous function would have to wait for its store.',
    why: 'The store answers with promises, and a function that is not `async` has to give its value at once.',
    fix: 'Give synchronous functions a store that answers at once with `configure({ syncStore })`, or make the function `async`.',
  },
  UnstorableValueError: {
    meaning: 'A result cannot be written by the codec of its function.',
    why: 'A codec writes a value only where reading gives the same value back: functions, class instances, values that contain themselves and, for `json` and `yaml`, dates, maps and `undefined` would come back as something else. The result was returned and not stored; the error is in an `error` event, and names the path: `result.rows[3].save`.',
    fix: 'Return plain data, or leave the part out. Where `json` or `yaml` is too narrow, codec `data` carries more; a codec of yours, `configure({ codecs })`, carries what you write it for.',
  },
  UnreadableEntryError: {
    meaning: 'What a store holds under a key is no entry that can be read.',
    why: 'The bytes are damaged, or cut off, or written by a codec that this process does not have. The call was a miss, and its result replaces what was there; the error is in an `error` event.',
    fix: 'Where it names a codec, give `configure({ codecs })` the same codecs in every process that shares the store. Otherwise look at who else writes under the prefix.',
  },
  MissingEntityIdError: {
    meaning: 'An entity has no id, or one that is neither a string nor a number nor a bigint.',
    why: 'A result that holds an entity nobody can name could never be invalidated. A cached call returns it and does not store it, and the error is in an `error` event. A function with `@invalidates` throws it after its body has succeeded: `result` is what the body gave, and what could be told is invalidated all the same.',
    fix: 'Say where the id stands with `id=`, or `missingId=skip` where some of the entities have none yet. The message names function, entity, value and type.',
  },
  BatchResultError: {
    meaning: 'The body of a function with `@batch` did not give one result for each item that it was called with.',
    why: 'Results are told apart by their place in the list, by the path of `by=`, or by their key in a Map or an object. With one too few or too many, every one behind it would be stored for another item; so nothing is stored, and the call rejects. `error.items` is what the body was called with.',
    fix: 'Give a list as long as the items and in their order, `null` where there is nothing. Where the source reorders its rows or leaves some out, as `WHERE id IN (…)` does, write `by=id` in the `@batch` line. 1 and "1" are different items: where a driver gives ids as texts, ask by texts.',
  },
  BatchItemError: {
    meaning: 'Some items of a batch failed: the body gave an `Error` in their place.',
    why: 'The others are stored, and served from then on; only the call that asked for a failed one rejects. A call of a single function that waits for such an item rejects with its own error.',
    fix: 'Read `error.errors` (what each failed item failed with) and `error.results` (what the others gave), both a Map by item. To get what there is without an error, give `null` or a value of your own in place of the `Error`.',
  },
};
