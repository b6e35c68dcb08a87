import { expect, it } from 'vitest';
import { storeCases } from '../../../../runtime/src/store-contract.ts';
import { mapStore } from './map-store.ts';

it('says what a fixture lacks for the cases that were asked for', async () => {
  const { definition } = mapStore();
  const cases = storeCases({ name: 'maps', damagesRows: true, make: () => ({ definition }) });
  const damage = cases.find(({ name }) => name === 'serves no damaged row, and heals');
  await expect(damage?.run()).rejects.toThrow('damagesRows: make() gives listRows');
});
