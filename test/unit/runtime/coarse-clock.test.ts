import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CoarseClock } from '../../../runtime/src/coarse-clock.ts';

/** A clock that a test sets, from 1000 on, and how often it was read. */
function makeClock() {
  const clock = { present: 1000, readings: 0 };
  const read = (): number => {
    clock.readings++;
    return clock.present;
  };
  const coarse = new CoarseClock(read, false);
  clock.readings = 0;
  const age = (): number => {
    const shown = coarse.readAge();
    coarse.uses++;
    return shown;
  };
  return { clock, age };
}

describe('a coarse clock', () => {
  it('reads each time where it is asked less often than twenty times a millisecond', () => {
    const { clock, age } = makeClock();
    const shown = Array.from({ length: 200 }, () => {
      clock.present += 0.0625;
      return age() === Math.floor(clock.present - 1000);
    });
    expect(shown).toEqual(shown.map(() => true));
    expect(clock.readings).toBe(200);
  });

  it('reads once for 64 times where it is asked often', () => {
    const { clock, age } = makeClock();
    for (let i = 0; i < 6401; i++) {
      clock.present += 0.0001;
      age();
    }
    expect(clock.readings).toBe(101);
  });

  it('lags by no more than a millisecond and the 63 askings that follow a reading', () => {
    const { clock, age } = makeClock();
    const step = 0.03;
    let most = 0;
    for (let i = 0; i < 10_000; i++) {
      clock.present += step;
      most = Math.max(most, clock.present - 1000 - age());
    }
    expect(most).toBeLessThan(1 + 63 * step);
    expect(most).toBeGreaterThan(1);
  });

  it('reads anew in each turn of the event loop, however long the process stood still', async () => {
    const { clock, age } = makeClock();
    expect([age(), age(), age()]).toEqual([0, 0, 0]);
    clock.present += 60_000.5;
    // In the turn of the reading: the work of that turn is the error.
    expect(age()).toBe(0);
    await nextTurn();
    expect(age()).toBe(60_000);
  });

  it('goes on where the clock is set back', async () => {
    const { clock, age } = makeClock();
    age();
    clock.present -= 500;
    expect(age()).toBe(-500);
    clock.present -= 1;
    await nextTurn();
    expect(age()).toBe(-501);
  });
});
