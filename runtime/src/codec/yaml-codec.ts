import { createRequire } from 'node:module';
import { ConfigurationError } from '../errors.ts';
import type { Codec } from '../value/sealing.ts';
import { isPlainJson } from './is-plain-json.ts';
import { MAX_DEPTH } from './limits.ts';
import { readText } from './read-text.ts';
import { refuseTags } from './tag-parts.ts';

/** What is used of the package `js-yaml`, 4 and 5. */
interface JsYaml {
  readonly CORE_SCHEMA: unknown;
  dump(value: unknown, options: { readonly noRefs: boolean; readonly lineWidth: number }): string;
  load(text: string, options: YamlLimits): unknown;
}

/** `CORE_SCHEMA` makes JSON's kinds of values and no others. Our texts have no aliases, which can make a small text huge. */
interface YamlLimits {
  readonly schema: unknown;
  readonly maxDepth: number;
  readonly maxAliases: number;
}

/**
 * YAML 1.2 for entries that people or other programs read; carries what JSON carries and refuses the rest. `js-yaml` is
 * loaded with the first value.
 */
export const yamlCodec: Codec = makeYamlCodec(() => createRequire(import.meta.url)('js-yaml'));

/** The codec, with the way to load `js-yaml`. */
export function makeYamlCodec(load: () => unknown): Codec {
  let loaded: JsYaml | undefined;
  const yaml = (): JsYaml => {
    loaded ??= loadJsYaml(load);
    return loaded;
  };
  return {
    name: 'yaml',

    /** @throws UnstorableValueError (HF3010) naming the place of what JSON does not carry. */
    encode(value) {
      if (!isPlainJson(value)) refuseTags(value, 'yaml');
      return yaml().dump(value, { noRefs: true, lineWidth: -1 });
    },

    /** @throws YAMLException for anything but YAML of JSON's values, and for more than 1,000 levels. */
    decode(payload) {
      const { CORE_SCHEMA: schema } = yaml();
      return yaml().load(readText(payload), { schema, maxDepth: 2 * MAX_DEPTH, maxAliases: 0 });
    },
  };
}

/** @throws ConfigurationError (HF2001) where the package is not installed. */
function loadJsYaml(load: () => unknown): JsYaml {
  try {
    // Versions 4 and 5 both have this shape.
    return load() as JsYaml;
  } catch (cause) {
    throw new ConfigurationError('codec yaml needs the package js-yaml. Run npm install js-yaml.', { cause });
  }
}
