/** Longer chains are all alike: some class of the user's. The bound also ends the walk along a proxy's endless chain. */
const LONGEST_CHAIN = 5;

/** What of an object's shape decides how it is printed. */
export interface ObjectShape {
  /** Length of the prototype chain: 0 without prototype, 1 for `{}`, 2 for a Date or a class instance. */
  readonly chain: number;
  /** Data with `Object.prototype` (of any realm) or no prototype, and no pretence of being something else. */
  readonly plain: boolean;
}

const PLAIN: ObjectShape = { chain: 1, plain: true };

/** Reads an object's shape from its prototypes: `instanceof` fails for objects of another realm. */
export function shapeOf(object: object): ObjectShape {
  const prototype: object | null = Object.getPrototypeOf(object);
  const plain = !(Symbol.toStringTag in object) && !(Symbol.iterator in object);
  if (prototype === Object.prototype && plain) return PLAIN;
  const chain = chainFrom(prototype);
  return { chain, plain: plain && (prototype === null || (chain === 1 && isRootPrototype(prototype))) };
}

function chainFrom(first: object | null): number {
  let chain = 0;
  for (let prototype = first; prototype !== null && chain < LONGEST_CHAIN; chain++)
    prototype = Object.getPrototypeOf(prototype);
  return chain;
}

/** `Object.prototype` of some realm, or an empty stand-in for no prototype (`Object.create(Object.create(null))`). */
function isRootPrototype(prototype: object): boolean {
  return Object.hasOwn(prototype, 'isPrototypeOf') || Reflect.ownKeys(prototype).length === 0;
}
