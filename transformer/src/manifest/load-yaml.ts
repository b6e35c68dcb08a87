import { createRequire } from 'node:module';

/** The library for YAML: loaded when a manifest is read or written, since most builds have none and would wait for it. */
export function loadYaml(): typeof import('js-yaml') {
  const yaml: typeof import('js-yaml') = createRequire(import.meta.url)('js-yaml');
  return yaml;
}
