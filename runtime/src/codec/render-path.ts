/** A step from a value to a part of it: a field, an index, `'key'` of a map, or the item under a map's key. */
export type Step = string | number | { readonly key: unknown };

/** More steps than this are left out of the middle. */
const MOST_STEPS = 12;

/** `result.rows[3].user`, for messages. */
export function renderPath(steps: readonly Step[]): string {
  const texts = steps.map(renderStep);
  if (texts.length > MOST_STEPS) texts.splice(MOST_STEPS / 2, texts.length - MOST_STEPS, '…');
  return `result${texts.join('')}`;
}

/** Name of an object's class, for messages only. */
export function nameOfClass(object: object): string {
  const made: unknown = Reflect.get(object, 'constructor');
  if (typeof made === 'function' && made !== Object && made.name !== '') return made.name;
  return Object.prototype.toString.call(object).slice('[object '.length, -1);
}

function renderStep(step: Step): string {
  if (typeof step === 'number') return `[${step}]`;
  if (typeof step === 'string') return /^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
  const { key } = step;
  if (typeof key === 'string') return `.get(${JSON.stringify(key)})`;
  return `.get(${typeof key === 'object' || typeof key === 'function' ? '…' : String(key)})`;
}
