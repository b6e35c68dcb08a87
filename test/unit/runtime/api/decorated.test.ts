import { describe, expect, it } from 'vitest';
import type { Handle } from '../../../../runtime/src/call/handle.ts';
import { MISS } from '../../../../runtime/src/call/miss.ts';
import type { Runtime } from '../../../../runtime/src/runtime.ts';
import type { FunctionSpec } from '../../../../runtime/src/spec.ts';
import { freshRuntime } from '../compiled-function.ts';

type Find = (this: { readonly region: string }, id: number) => unknown;

function handleOf(runtime: Runtime, id: string, spec: Partial<FunctionSpec> = {}, namespace = 'app'): Handle {
  const [handle] = runtime.compile({
    abi: 1,
    file: `src/${namespace}.ts`,
    namespace,
    specs: [
      {
        id,
        kind: 'method',
        calls: 'async',
        holes: ['id', 'this.region'],
        key: { form: 'arguments', holes: 2 },
        ...spec,
      },
    ],
  });
  if (handle === undefined) throw new Error('one spec, one handle');
  return handle;
}

/** What the build makes of a class with a cached method: attached in a static block, before a legacy decorator runs. */
function repoOf(handle: Handle) {
  return class UserRepo {
    readonly region: string;

    constructor(region: string) {
      this.region = region;
    }

    async find(id: number): Promise<unknown> {
      const hit = handle.hit(id, this.region);
      if (hit !== MISS) return hit;
      return handle.run(async () => `${this.region} ${id}`, id, this.region);
    }

    static {
      handle.attach(UserRepo.prototype.find);
    }
  };
}

/** Legacy decoration of `find`. */
function decorate(prototype: object, decorator: (original: Find) => Find): void {
  const original: Find = Reflect.get(prototype, 'find');
  Object.defineProperty(prototype, 'find', { value: decorator(original), writable: true, configurable: true });
}

/** Calls it with an argument of its own, and goes on with what it answers. */
function doubling(original: Find): Find {
  return async function (id) {
    const found = await Reflect.apply(original, this, [id * 2]);
    return `decorated ${String(found)}`;
  };
}

describe('cacheOf of a method that a decorator has replaced', () => {
  it('goes through the decorator, whatever that makes of the arguments', async () => {
    const { runtime } = freshRuntime();
    const UserRepo = repoOf(handleOf(runtime, 'UserRepo.find'));
    decorate(UserRepo.prototype, doubling);
    const repo = new UserRepo('eu');
    const cache = runtime.cacheOf(repo, 'find');
    expect([cache.spec.id, Reflect.apply(cache.key, cache, [7])]).toEqual([
      'UserRepo.find',
      'hf:app:UserRepo.find(id=14,this.region=eu)',
    ]);
    expect([await repo.find(7), await repo.find(7)]).toEqual(['decorated eu 14', 'decorated eu 14']);
    expect(await Reflect.apply(cache.peek, cache, [7])).toEqual({ value: 'eu 14' });
    expect(await Reflect.apply(cache.invalidate, cache, [7])).toBe(true);
    expect(await cache.info()).toEqual({ hits: 1, misses: 1, currSize: 0, maxSize: undefined });
  });

  it('finds it also by the function, in a subclass, and where a decorator bound it to the object', () => {
    const { runtime } = freshRuntime();
    const UserRepo = repoOf(handleOf(runtime, 'UserRepo.find'));
    decorate(UserRepo.prototype, doubling);
    class Special extends UserRepo {}
    const special = new Special('us');
    const bound = new UserRepo('de');
    Object.defineProperty(bound, 'find', { value: bound.find.bind(bound), configurable: true });
    const keys = [
      runtime.cacheOf(special, special.find),
      runtime.cacheOf(special, 'find'),
      runtime.cacheOf(bound, 'find'),
    ].map((cache) => Reflect.apply(cache.key, cache, [1]));
    expect(keys).toEqual([
      'hf:app:UserRepo.find(id=2,this.region=us)',
      'hf:app:UserRepo.find(id=2,this.region=us)',
      'hf:app:UserRepo.find(id=2,this.region=de)',
    ]);
  });

  it('finds a static method by the class, and an id with a prefix', () => {
    const { runtime } = freshRuntime();
    const spec = { kind: 'static', holes: ['id'], key: { form: 'arguments', holes: 1 } } as const;
    const handle = handleOf(runtime, 'users.Users.find', spec);
    class Users {
      readonly region = 'eu';

      static find(id: number): unknown {
        return handle.run(async () => id, id);
      }
    }
    handle.attach(Users.find);
    decorate(Users, doubling);
    const cache = runtime.cacheOf(Users, 'find');
    expect(Reflect.apply(cache.key, cache, [1])).toBe('hf:app:users.Users.find(id=2)');
  });

  it('is not another class, another method, or a method that a subclass has of its own', () => {
    const { runtime } = freshRuntime();
    const UserRepo = repoOf(handleOf(runtime, 'UserRepo.find'));
    decorate(UserRepo.prototype, doubling);
    class Own extends UserRepo {
      override async find(): Promise<unknown> {
        return 'own';
      }
    }
    const literal = { find: async () => 1, region: 'eu' };
    class TeamRepo {
      async find(): Promise<number> {
        return 1;
      }
    }
    for (const object of [new Own('eu'), literal, new TeamRepo(), Object.assign(Object.create(null), literal)]) {
      expect(() => runtime.cacheOf(object, 'find')).toThrow(
        expect.objectContaining({ code: 'HF3002', name: 'NotTransformedError' }),
      );
    }
  });

  it('says so where several methods are called so', () => {
    const { runtime } = freshRuntime();
    repoOf(handleOf(runtime, 'UserRepo.find', {}, 'shop'));
    const UserRepo = repoOf(handleOf(runtime, 'UserRepo.find'));
    decorate(UserRepo.prototype, doubling);
    expect(() => runtime.cacheOf(new UserRepo('eu'), 'find')).toThrow(
      'HF3002 not-transformed: UserRepo.find was replaced by a decorator, and several cached methods are called so: shop:UserRepo.find, app:UserRepo.find. Nothing tells which one is meant; rename one of the classes.',
    );
  });

  it('says so where the decorator does not call it, or not at once', async () => {
    const { runtime } = freshRuntime();
    const UserRepo = repoOf(handleOf(runtime, 'UserRepo.find'));
    decorate(
      UserRepo.prototype,
      (original) =>
        async function (id) {
          await Promise.resolve();
          return Reflect.apply(original, this, [id]);
        },
    );
    const cache = runtime.cacheOf(new UserRepo('eu'), 'find');
    const text =
      'HF2001 configuration: UserRepo.find was replaced by a decorator, and what stands in its place did not call it just once and before it waited for anything.';
    await expect(Reflect.apply(cache.invalidate, cache, [1])).rejects.toThrow(text);
    expect(() => Reflect.apply(cache.key, cache, [1])).toThrow(text);
  });

  it('takes no notice of what a decorator does with the answer that it did not get', async () => {
    const { runtime } = freshRuntime();
    const events: unknown[] = [];
    runtime.on('error', ({ operation }) => events.push(operation));
    const handle = handleOf(runtime, 'UserRepo.find', { calls: 'sync' });
    const UserRepo = repoOf(handle);
    decorate(
      UserRepo.prototype,
      (original) =>
        function (id) {
          void Reflect.apply(original, this, [id]);
          throw new TypeError('nothing to go on with');
        },
    );
    const cache = runtime.cacheOf(new UserRepo('eu'), 'find');
    expect(Reflect.apply(cache.key, cache, [1])).toBe('hf:app:UserRepo.find(id=1,this.region=eu)');
    expect(events).toEqual(['capture']);
  });
});
