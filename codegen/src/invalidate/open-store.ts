import { DIAGNOSTICS } from '@holdfast/transformer';
import type { Store } from 'holdfast/store';
import { CommandFailure } from '../command-failure.ts';
import type { ChosenStore } from './choose-store.ts';

/**
 * Opens the store.
 * @throws CommandFailure HF2028 where ioredis is not installed, and Error where the store does not open
 */
export async function openStore({ shown, definition }: ChosenStore, prefix: string): Promise<Store> {
  try {
    return await definition.open({ now: () => performance.now(), wallNow: () => Date.now(), prefix });
  } catch (error) {
    if (!lacksClient(error)) throw error;
    const facts = {
      store: shown,
      reason: 'ioredis is not installed',
      fix: 'Run "npm install ioredis" in this project.',
    };
    throw new CommandFailure(DIAGNOSTICS.badStore({ start: 0, length: 0 }, facts));
  }
}

/** ioredis is the user's, and is loaded when a store is opened. */
function lacksClient(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^(ERR_)?MODULE_NOT_FOUND$/.test(String(error.code)) && error.message.includes("'ioredis'");
}
