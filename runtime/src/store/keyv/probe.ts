import type { KeyvClient } from './keyv-client.ts';
import { TextRows } from './text-rows.ts';

/** Whatever a serializer might change. */
const TEXT = 'holdfast "\\ \n\t\u00e4\u20ac\u{1f600} :base64: {"hf":1}';
const LIFE = 60_000;

/**
 * Whether the store answers, and gives a text back as it was.
 * @throws Error where it does not; the client is closed then.
 */
export async function probe(client: KeyvClient, prefix: string): Promise<void> {
  const rows = new TextRows(client);
  const names = [`${prefix}:u:`, `${prefix}:d:`];
  try {
    // Twice, since a request for one row may take another way than one for several.
    for (const asked of [names, names.slice(1)]) {
      await rows.set(asked.map((name) => ({ name, text: TEXT, ttl: LIFE })));
      const found = await rows.get(asked);
      if (asked.some((name) => found.value(name) !== TEXT)) {
        throw new Error('a text that was stored did not come back as it was. Is it the serializer, or another client?');
      }
    }
    await rows.delete(names);
  } catch (error) {
    client.close();
    throw error;
  }
}
