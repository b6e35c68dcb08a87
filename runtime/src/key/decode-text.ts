/**
 * The inverse of `encodeText` and `encodeTextWithout`: `new%20york` → `new york`.
 * @throws URIError where the percent-encoded bytes are not UTF-8
 */
export function decodeText(text: string): string {
  return text.replace(/%u([0-9A-F]{4})|(?:%[0-9A-F]{2})+/g, (escaped: string, unit: string | undefined) =>
    unit === undefined ? decodeURIComponent(escaped) : String.fromCharCode(Number.parseInt(unit, 16)),
  );
}
