/** A duration or an instant in whole milliseconds. `10m` exists only in tag lines and `configure`. */
export type Milliseconds = number;
