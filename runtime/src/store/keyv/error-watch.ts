/**
 * Keyv and its adapters tell many failures by an `error` event only: a `get` that failed answers `undefined`, a `set`
 * that failed answers as if it had been done. For the cache these are different things: a stamp that could not be read
 * is not an invalidation that never was. So whatever is reported while a request is under way fails that request. An
 * event that belongs to another request fails one request too many, which costs a run of a body.
 *
 * Keyv also throws where nobody listens, and the listener is needed for that alone.
 */
export class ErrorWatch {
  readonly #source: object;
  #reports = 0;
  #last: unknown;

  constructor(source: object) {
    this.#source = source;
    call(source, ['on', 'addListener'], this.#listen);
  }

  /** Runs the request; rejects where it does, and where an error was reported meanwhile. */
  async guard<T>(operation: string, request: () => PromiseLike<T> | T): Promise<T> {
    const before = this.#reports;
    let answer: T;
    try {
      answer = await request();
    } catch (error) {
      throw failure(operation, error);
    }
    if (this.#reports !== before) throw failure(operation, this.#last);
    return answer;
  }

  /** Stops listening. */
  close(): void {
    call(this.#source, ['off', 'removeListener'], this.#listen);
  }

  readonly #listen = (error: unknown): void => {
    this.#reports++;
    this.#last = error;
  };
}

function failure(operation: string, error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`${operation} failed in the Keyv store: ${reason}`, { cause: error });
}

/** Calls the first of these methods that the object has; a map has none of them. */
function call(source: object, methods: readonly string[], listener: (error: unknown) => void): void {
  for (const name of methods) {
    const method: unknown = Reflect.get(source, name);
    if (typeof method !== 'function') continue;
    Reflect.apply(method, source, ['error', listener]);
    return;
  }
}
