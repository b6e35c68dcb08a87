import { inSteps } from './in-steps.ts';
import { keyv } from './keyv.ts';
import { oneScript } from './one-script.ts';
import type { Protocol } from './protocol.ts';
import type { Store } from './store.ts';

/** The protocol that a store's shape allows. */
export function protocolOf(store: Store): Protocol {
  switch (store.shape.kind) {
    case 'script':
      return oneScript;
    case 'steps':
      return inSteps;
    case 'keyv':
      return keyv;
  }
}
