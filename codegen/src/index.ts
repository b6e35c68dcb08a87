export type { CommandHost } from './command-host.ts';
export { EXIT, type ExitCode } from './exit-code.ts';
export { runCommandLine } from './run-command-line.ts';
