import { registerHooks } from 'node:module';

/** The functions that the build wrote into the file, as they are called: they are not exported. */
const HERE = new URL('./find-and-tell.js', import.meta.url).href;

/** Loads a file whose `find` tells how it was called: `captured` of find-and-tell.ts. */
export async function loadCaptured<M>(file: URL): Promise<M> {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'holdfast/entities' && context.parentURL === file.href
        ? { url: HERE, shortCircuit: true }
        : next(specifier, context),
  });
  try {
    return await import(file.href);
  } finally {
    hooks.deregister();
  }
}
