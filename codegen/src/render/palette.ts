import colors from 'picocolors';

/** The colours of a terminal, or of none: texts then stay as they are. */
export type Palette = ReturnType<typeof colors.createColors>;

/** Chooses by whether the output shows colours. */
export function createPalette(hasColors: boolean): Palette {
  return colors.createColors(hasColors);
}
