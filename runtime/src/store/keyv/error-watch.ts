import { isPromiseLike } from '../../call/steps.ts';
import type { Milliseconds } from '../../units.ts';

/**
 * Keyv and its adapters tell many failures by an `error` event only: a `get` that failed answers `undefined`, a `set`
 * that failed answers as if it had been done. For the cache these are different things: a stamp that could not be read
 * is not an invalidation that never was. So whatever is reported while a request is under way fails that request. An
 * event that belongs to another request fails one request too many, which costs a run of a body.
 *
 * Keyv also throws where nobody listens, and the listener is needed for that alone.
 *
 * A client that waits for its connection to come back answers nothing at all. So a request also fails when it takes too
 * long; what it was to do may still be done later, and the protocol allows for that.
 */
export class ErrorWatch {
  readonly #source: object;
  readonly #timeout: Milliseconds;
  #reports = 0;
  #last: unknown;

  constructor(source: object, timeout: Milliseconds) {
    this.#source = source;
    this.#timeout = timeout;
    call(source, ['on', 'addListener'], this.#listen);
  }

  /** Runs the request; rejects where it does, where an error was reported meanwhile, and where it takes too long. */
  async guard<T>(operation: string, request: () => PromiseLike<T> | T): Promise<T> {
    const before = this.#reports;
    let answer: T;
    try {
      answer = await inTime(request(), this.#timeout);
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

/** What is promised, or a failure where it takes too long. */
async function inTime<T>(answer: PromiseLike<T> | T, timeout: Milliseconds): Promise<T> {
  if (!isPromiseLike(answer)) return answer;
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`no answer within ${timeout} ms`)), timeout);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    clearTimeout(timer);
  }
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
