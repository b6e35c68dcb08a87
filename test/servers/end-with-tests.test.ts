import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Starts a process that goes on for an hour, tells its id, and goes on itself. */
const STARTER = `
import { spawn } from 'node:child_process';
import { endWithTests } from '${FOLDER}end-with-tests.ts';
const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 3_600_000)'], { stdio: 'inherit' });
endWithTests(child);
child.once('spawn', () => console.log(child.pid));
`;

it.each([['SIGTERM'], ['SIGINT'], ['SIGHUP']] as const)('%s ends a process and what it started', async (signal) => {
  const starter = spawn(process.execPath, ['--input-type=module', '-e', STARTER], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = await once(starter.stdout, 'data');
  const closed = once(starter.stdout, 'close');
  starter.kill(signal);
  // The output is closed when nobody has it open any more: neither the process nor what it started.
  const [[, by]] = await Promise.all([once(starter, 'exit'), closed]);
  expect(by).toBe(signal);
  expect(Number(told)).toBeGreaterThan(0);
});

it('ports are above those that need rights, and below those that systems give to connections', async () => {
  const { findPort } = await import('./find-port.ts');
  const ports = await Promise.all(Array.from({ length: 50 }, findPort));
  expect(new Set(ports).size).toBe(50);
  for (const port of ports) {
    expect(port).toBeGreaterThan(1023);
    expect(port).toBeLessThan(32_768);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  }
});
