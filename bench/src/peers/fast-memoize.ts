import imported from 'fast-memoize';

/** The function of the package: its declarations tell of a `default` that `module.exports` does not have. */
export const fastMemoize = imported as unknown as typeof imported.default;
