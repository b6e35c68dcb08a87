/** A payload as text; a store may give text back as its bytes. @throws TypeError for bytes that are not UTF-8. */
export function readText(payload: string | Uint8Array): string {
  return typeof payload === 'string'
    ? payload
    : new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(payload);
}
