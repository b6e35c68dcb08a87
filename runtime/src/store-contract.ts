/** `holdfast/store-contract`: the promises of a store as tests, for stores of this package and yours. */

export type { StoreCase, StoreFixture, StoreUnderTest } from './store/contract/store-under-test.ts';
export { storeCases, type TestRunner, testStore } from './store/contract/test-store.ts';
