/**
 * `npm start`: installs, builds and runs the demo, straight after a clone and on any Node that npm runs on.
 * Therefore plain JavaScript with Node's own modules; everything else of this folder runs on the pinned Node.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

// Its output goes to the error stream: what the demo prints is the only thing on the other one.
if (!isInstalled()) run('npm', ['ci'], { shell: process.platform === 'win32', stdio: ['inherit', 2, 'inherit'] });
const node = findPinnedNode();
run(node, ['.scripts/build.ts']);
run(node, ['node_modules/ts-patch/bin/tspc.js', '-p', 'fixtures/demo']);
run(node, ['fixtures/demo/dist/main.js', ...process.argv.slice(2)]);

/** Whether node_modules holds what package-lock.json asks for; what only other platforms need may be missing. */
function isInstalled() {
  const installedFile = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(installedFile)) return false;
  const wanted = readPackages(join(ROOT, 'package-lock.json'));
  const installed = readPackages(installedFile);
  return Object.entries(wanted).every(([path, { version, link, optional }]) => {
    if (!path.includes('node_modules/')) return true;
    return path in installed ? link || installed[path].version === version : optional;
  });
}

function readPackages(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}

/** The Node that package-lock.json pins; where npm has none for this platform, the one that runs this, if it will do. */
function findPinnedNode() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const pinned = join(ROOT, `node_modules/node-${system}-${process.arch}`, file);
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  console.error(`Holdfast is developed on Node 24; this is ${process.version}, and npm has no Node for this platform.`);
  process.exit(1);
}

function run(command, args, options = {}) {
  const { status, signal, error } = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', ...options });
  if (error !== undefined) throw error;
  if (status === 0) return;
  process.exit(status ?? (signal === 'SIGINT' ? 130 : 1));
}
