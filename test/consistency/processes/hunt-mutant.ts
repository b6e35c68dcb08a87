import type { BuiltService } from './build-service.ts';
import type { ProcessMutant } from './process-mutant.ts';
import { prove } from './prove.ts';

/** How long a mutant may stay hidden. */
export interface HuntLimits {
  readonly seconds: number;
  readonly seed: number;
}

/** What the processes said of a mutant. */
export interface ProcessHunt {
  /** `undefined`: nothing was wrong in the time. */
  readonly problem: string | undefined;
  readonly milliseconds: number;
}

/** Runs the processes on a runtime with a rule switched off, until they find something wrong or the time is up. */
export async function huntMutant(
  service: BuiltService,
  mutant: ProcessMutant,
  { seconds, seed }: HuntLimits,
): Promise<ProcessHunt> {
  await service.install(mutant);
  const began = performance.now();
  try {
    const { violation } = await prove({ service, store: mutant.store, seconds, seed });
    return { problem: violation?.problem, milliseconds: performance.now() - began };
  } finally {
    await service.install();
  }
}
