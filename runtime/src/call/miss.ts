/** What `handle.hit(…)` answers where the body has to be considered; one symbol for all copies of the runtime. */
export const MISS: unique symbol = Symbol.for('holdfast/miss');
