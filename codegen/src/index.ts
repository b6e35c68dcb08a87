export { EXIT, type ExitCode, type Output, runCommandLine } from './run-command-line.ts';
