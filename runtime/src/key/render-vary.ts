import { renderValue } from './render-value.ts';

/**
 * What a key varies by, as it stands behind the rest: `|eu`. No text of a key contains a `|`.
 * @param name the function that gave it, for messages: `tenantOf()`
 * @throws UnkeyableArgumentError HF3001
 */
export function renderVary(value: unknown, owner: string, name = 'vary'): string {
  return `|${renderValue(value, { owner, name, form: 'vary', excluded: '' })}`;
}
