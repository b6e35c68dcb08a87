import type { Mode } from '../mode.ts';
import { profileLane } from '../profile/profile-lane.ts';
import { exceedsGoal } from '../report/judge.ts';
import { renderTime } from '../report/render-value.ts';
import type { Figure, Measured, Profile } from '../row.ts';
import type { Contestant } from './contestant.ts';
import { type Lane, warmUp } from './lane.ts';
import { halfSpread, quantile } from './quantile.ts';
import type { Race } from './race.ts';

/**
 * Measures all contestants in interleaved slices. Absolute times differ from run to run, so what counts is the ratio to
 * the base within a round: the median of the rounds, with half of the middle half as noise. Where ours exceeds its goal,
 * a profile tells where the time goes. A contestant whose slices would take longer than the budget takes part in fewer
 * rounds, and its figure says so.
 *
 * Ours and the limit run against the base first, and the peers against it afterwards: a service has one cache, and what
 * eight others leave to the collector of memory would be paid by whoever runs then.
 *
 * @throws Error where one did not serve.
 */
export async function measureRace(race: Race, mode: Mode): Promise<Measured> {
  const isPeer = ({ role }: Contestant): boolean => role === 'peer';
  const first = await runLanes(race, [race.base, ...race.contestants.filter((one) => !isPeer(one))], mode);
  const profiles = await profileExceeded(first.lanes, first.figures);
  const peers = mode.peers ? race.contestants.filter(isPeer) : [];
  const second = peers.length === 0 ? undefined : await runLanes(race, [race.base, ...peers], mode);
  const figures = [...first.figures, ...(second?.figures.slice(1) ?? [])];
  return { figures, absent: race.absent ?? [], profiles };
}

/** Those that ran against each other, and how they did; the first is what the others are relative to. */
interface Finished {
  readonly lanes: readonly Lane[];
  readonly figures: readonly Figure[];
}

async function runLanes(race: Race, contestants: readonly Contestant[], mode: Mode): Promise<Finished> {
  const lanes: Lane[] = [];
  for (const contestant of contestants) {
    const lane = await warmUp(race, contestant, mode);
    // Each round is relative to the base's time in it.
    lanes.push(contestant === race.base ? { ...lane, every: 1 } : lane);
  }
  for (let round = 0; round < mode.rounds; round++) await runRound(lanes, round);
  for (const lane of lanes) await assertServed(race, lane);
  const bases = lanes[0]?.times ?? new Map();
  return { lanes, figures: lanes.map((lane) => toFigure(lane, bases)) };
}

async function runRound(lanes: readonly Lane[], round: number): Promise<void> {
  // Every round starts with another contestant, so that none always runs behind the same one.
  for (let i = 0; i < lanes.length; i++) {
    const lane = lanes[(round + i) % lanes.length];
    if (lane === undefined || round % lane.every !== 0) continue;
    lane.times.set(round, (await lane.time(lane.count)) / lane.count);
  }
}

function toFigure({ contestant, times, every }: Lane, bases: Lane['times']): Figure {
  const { who, role, goal, remark } = contestant;
  const ratios = [...times].map(([round, time]) => time / (bases.get(round) ?? Number.NaN));
  const remarks = [...(remark === undefined ? [] : [remark]), ...(every === 1 ? [] : [`slow: ${times.size} rounds`])];
  const detail = [renderTime(quantile([...times.values()], 0.5)), ...remarks].join('; ');
  const figure: Figure = { who, role, value: quantile(ratios, 0.5), noise: halfSpread(ratios), detail, rounds: ratios };
  return goal === undefined ? figure : { ...figure, goal };
}

/** While the rounds ran, bodies ran as often as the row says: not at all where hits are measured. */
async function assertServed(race: Race, lane: Lane): Promise<void> {
  const { who, countRuns } = lane.contestant;
  const expected = lane.times.size * lane.count * (race.runsOfCall ?? 0);
  const runs = (await countRuns()) - lane.runsBefore;
  if (runs !== expected) throw new Error(`${who} ran its body ${runs} times while measured, not ${expected}.`);
  if (lane.runsBefore === 0) throw new Error(`${who} never ran its body: it does not count its runs.`);
}

async function profileExceeded(lanes: readonly Lane[], figures: readonly Figure[]): Promise<readonly Profile[]> {
  const profiles: Profile[] = [];
  for (const [index, lane] of lanes.entries()) {
    const figure = figures[index];
    if (figure !== undefined && exceedsGoal(figure)) profiles.push(await profileLane(lane));
  }
  return profiles;
}
