/**
 * Exit codes. `findings`: something has to be done, and the output says what. `usage`: the command cannot be understood;
 * nothing was done.
 */
export const EXIT = { ok: 0, findings: 1, usage: 2 } as const;

/** Exit code of the command line, as a process gets it. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
