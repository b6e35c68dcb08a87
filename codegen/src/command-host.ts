/** The process as a command sees it. Tests give their own. */
export interface CommandHost {
  /** Whole texts, line ends included. */
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Absolute; relative paths of a command start here. */
  readonly directory: string;
  /** Variables of the process; `HOLDFAST_STORE` names a store. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether `out` goes to a terminal that shows colours. */
  readonly hasColors: boolean;
  /** Whether `error` goes to a terminal, where a line can be written over. */
  readonly showsProgress: boolean;
}
