import { expect, it } from 'vitest';
import { sealBytes } from '../../../../runtime/src/codec/seal-bytes.ts';

it('gives who computed a result what later callers get, also of a field that is another one each time it is read', () => {
  const value = {
    reads: 0,
    get next() {
      return ++this.reads;
    },
  };
  const options = { isolate: 'copy', codec: 'data', codecs: new Map(), shape: undefined } as const;
  const { seal, open } = sealBytes();
  const sealed = seal(value, options);
  expect(sealed?.take()).toEqual(open(sealed?.held, options));
});
