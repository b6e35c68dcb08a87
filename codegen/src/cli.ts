#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { runCommandLine } from './run-command-line.ts';

// Most of the start is the compiler of TypeScript.
enableCompileCache();
const isPlain = (process.env.NO_COLOR ?? '') !== '';
process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  directory: process.cwd(),
  environment: process.env,
  hasColors: process.stdout.isTTY === true && !isPlain,
  showsProgress: process.stderr.isTTY === true,
});
