import type { Figure, Unit } from '../row.ts';

const SYMBOLS: Readonly<Record<Unit, string>> = {
  times: '×',
  milliseconds: ' ms',
  percent: ' %',
  trips: '',
  bytes: ' B',
};

/** A figure for a person: `0.87×`, `12.5 ms`, `5.7 µs`. */
export function renderValue(value: number, unit: Unit): string {
  const { scale, symbol } = scaleOf(value, unit);
  return `${renderNumber(value * scale)}${symbol}`;
}

/** A figure with its noise: `0.87× ± 0.04`; what is counted has none: `2`. */
export function renderMeasured({ value, noise }: Figure, unit: Unit): string {
  if (noise === 0) return renderValue(value, unit);
  return `${renderValue(value, unit)} ± ${renderNumber(noise * scaleOf(value, unit).scale)}`;
}

function scaleOf(value: number, unit: Unit): { readonly scale: number; readonly symbol: string } {
  const isShort = unit === 'milliseconds' && value > 0 && value < 0.095;
  return isShort ? { scale: 1000, symbol: ' µs' } : { scale: 1, symbol: SYMBOLS[unit] };
}

/** Three digits that count: `0.087`, `1.04`, `26.1`, `1,200`. */
export function renderNumber(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0 || Number.isInteger(value)) return value.toLocaleString('en');
  if (value < 0.095) return value.toPrecision(2);
  if (value < 10) return value.toFixed(2);
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}

/** A time for a person, from nanoseconds: `77 ns`, `1.7 µs`, `12.1 ms`. */
export function renderTime(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${nanoseconds.toFixed(0)} ns`;
  if (nanoseconds < 1e6) return `${renderNumber(nanoseconds / 1e3)} µs`;
  return `${renderNumber(nanoseconds / 1e6)} ms`;
}
