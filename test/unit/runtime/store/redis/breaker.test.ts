import { expect, it } from 'vitest';
import { Breaker } from '../../../../../runtime/src/store/redis/breaker.ts';

function make() {
  const clock = { now: 0 };
  const breaker = new Breaker(() => clock.now);
  const fail = (times: number): boolean[] => Array.from({ length: times }, () => breaker.failed());
  return { clock, breaker, fail };
}

it('lets everything pass until five commands in a row had no answer', () => {
  const { breaker, fail } = make();
  expect(fail(4)).toEqual([false, false, false, false]);
  breaker.answered();
  expect([...fail(4), breaker.lets(), ...fail(1), breaker.lets()]).toEqual([
    ...[false, false, false, false, true],
    ...[true, false],
  ]);
});

it('lets one command try after a second, and all where it is answered', () => {
  const { clock, breaker, fail } = make();
  fail(5);
  clock.now = 999;
  expect(breaker.lets()).toBe(false);
  clock.now = 1000;
  expect([breaker.lets(), breaker.lets()]).toEqual([true, false]);
  breaker.answered();
  expect([breaker.lets(), ...fail(4), breaker.lets()]).toEqual([true, false, false, false, false, true]);
});

it('waits twice as long after each try without an answer, up to half a minute', () => {
  const { clock, breaker, fail } = make();
  fail(5);
  const pauses = Array.from({ length: 7 }, () => {
    const from = clock.now;
    while (!breaker.lets()) clock.now += 1000;
    expect(breaker.failed()).toBe(true);
    return clock.now - from;
  });
  expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

it('lets another command try where the connection ended before there was an answer', () => {
  const { clock, breaker, fail } = make();
  fail(5);
  clock.now = 1000;
  expect(breaker.lets()).toBe(true);
  breaker.lost();
  expect([breaker.lets(), breaker.lets()]).toEqual([true, false]);
});

it('hears nothing from commands that were sent before it opened', () => {
  const { breaker, fail } = make();
  fail(5);
  breaker.answered();
  expect([breaker.lets(), ...fail(2)]).toEqual([false, false, false]);
});
