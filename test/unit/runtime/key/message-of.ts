/** The message of the error that a call throws; the call's result where it throws none. */
export function messageOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}
