const METHODS = [
  'get',
  'getMany',
  'has',
  'hasMany',
  'set',
  'setMany',
  'delete',
  'deleteMany',
  'clear',
  'disconnect',
  'iterator',
] as const;
const EXISTS = { exists: true, methodType: 'async' } as const;

/** What Keyv 6 asks before it uses a storage adapter as it is: instants of expiry, not durations. */
export const KEYV_CAPABILITIES = {
  compatible: true,
  store: 'keyvStorage',
  expires: true,
  // One for each name of the list.
  methods: Object.fromEntries(METHODS.map((name) => [name, EXISTS])) as Record<(typeof METHODS)[number], typeof EXISTS>,
} as const;

/** One entry of `setMany`. */
export interface KeyvEntry {
  readonly key: string;
  readonly value: unknown;
  /** Milliseconds since 1970; absent: never. */
  readonly expires?: number | undefined;
}
