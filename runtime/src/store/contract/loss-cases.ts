import { ok } from 'node:assert/strict';
import type { CaseDefinition } from './define-case.ts';
import { STORIES, type Story, type Teller } from './loss-stories.ts';
import { Trial } from './trial.ts';

/** A row that is lost before step `at`: the one at this place of the sorted list, or all of them. */
interface Loss {
  readonly at: number;
  readonly row: number | 'all';
}

/** Losing rows costs a miss, and never serves what was invalidated. */
export const LOSS_CASES: readonly CaseDefinition[] = STORIES.map((story) => ({
  name: `survives the loss of any row at any moment: ${story.name}`,
  needs: 'losesRows',
  run: (_client, { options }) => explore(options, story, []),
}));

/** Runs the story with each loss that can follow those given, and answers when all were survived. */
async function explore(options: Trial['options'], story: Story, losses: readonly Loss[]): Promise<void> {
  const first = losses.at(-1)?.at ?? 1;
  for (let at = first; at <= story.steps.length; at++) {
    // The first run only counts the rows that there are at this moment.
    const count = await runStory(options, story, [...losses, { at, row: -1 }]);
    for (const row of [...Array(count).keys(), 'all' as const]) {
      const more = [...losses, { at, row }];
      if (more.length < (options.losses ?? 1)) await explore(options, story, more);
      else await runStory(options, story, more);
    }
  }
}

/** Answers the number of rows that there were before the last loss. */
async function runStory(options: Trial['options'], story: Story, losses: readonly Loss[]): Promise<number> {
  const trial = new Trial(options, await options.make());
  try {
    const client = await trial.open();
    const stamp = await client.stamp('a');
    const teller: Teller = { client, stamp, next: stamp };
    const lost: string[] = [];
    let count = 0;
    for (let at = 0; at <= story.steps.length; at++) {
      for (const loss of losses) if (loss.at === at) count = await lose(trial, loss, lost);
      await story.steps[at]?.(teller);
      if (at + 1 >= story.from)
        await refuseOld(teller, `${story.name}: after step ${at + 1} and without ${lost.join()}`);
    }
    await client.put('a', { value: 'newest' });
    return count;
  } finally {
    await trial.close();
  }
}

async function lose({ fixture }: Trial, { at, row }: Loss, lost: string[]): Promise<number> {
  ok(fixture.listRows !== undefined && fixture.loseRow !== undefined, 'losesRows: make() gives listRows and loseRow');
  const names = [...(await fixture.listRows())].sort();
  for (const name of row === 'all' ? names : names.slice(row, row === -1 ? row : row + 1)) {
    await fixture.loseRow(name);
    lost.push(`${name} (lost before step ${at + 1})`);
  }
  return names.length;
}

/** Only a strict store promises it: elsewhere an invalidation may be lost with its row. */
async function refuseOld({ client }: Teller, when: string): Promise<void> {
  const served = await client.get('a');
  ok(!client.isStrict || !('value' in served) || served.value !== 'old', `${when} the old value is not served`);
}
