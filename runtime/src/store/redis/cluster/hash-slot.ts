const SLOTS = 16_384;

const known = new Map<string, number>();

/** The slot of a stored name, 0 to 16,383: that of what stands in its first braces. Our names have their bucket there. */
export function hashSlot(name: string): number {
  const start = name.indexOf('{') + 1;
  const tag = name.slice(start, name.indexOf('}', start));
  const slot = known.get(tag);
  if (slot !== undefined) return slot;
  const made = crc16(tag) % SLOTS;
  // There are no more tags than buckets.
  known.set(tag, made);
  return made;
}

/** CRC-16/XMODEM, as the cluster specification of Redis has it. Tags are digits. */
function crc16(text: string): number {
  let crc = 0;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i) << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000) === 0 ? crc << 1 : (crc << 1) ^ 0x1021;
    crc &= 0xffff;
  }
  return crc;
}
