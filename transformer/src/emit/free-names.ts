const PREFIX = 'hf';
/** `\u0066`, as a name may be written. */
const ESCAPED = /\\u(?:([\da-f]{4})|\{0*([\da-f]{1,5})\})/gi;
/** `hf_models_1`, as the compiler itself names an import of './hf-models'. */
const OF_COMPILER = /_\d*$/;

/**
 * Makes names that a file does not use. They are known before the file is printed, so that they can stand in text, and
 * they are none that the compiler makes itself: those end with an underscore and a number (`policies_1`).
 */
export class FreeNames {
  /** Of the file; empty where no name of ours can be in it. */
  readonly #text: string;
  readonly #taken = new Set<string>();
  readonly #counts = new Map<string, number>();

  /** @param text of the file */
  constructor(text: string) {
    const readable = text.includes('\\u') ? text.replaceAll(ESCAPED, readEscaped) : text;
    this.#text = readable.includes(PREFIX) ? readable : '';
  }

  /** `hf_id` for `id`, `hf_id2` where that is taken, `hf_models_1$` for `models_1`. */
  take(name: string): string {
    const own = `${PREFIX}_${name}`;
    const wanted = OF_COMPILER.test(own) ? `${own}$` : own;
    return this.#isFree(wanted) ? this.#keep(wanted) : this.#number(wanted, 2);
  }

  /** `hf1`, `hf2` and so on; `hf_w1` for `w`. */
  number(name = ''): string {
    return this.#number(name === '' ? PREFIX : `${PREFIX}_${name}`, 1);
  }

  #number(name: string, first: number): string {
    let count = this.#counts.get(name) ?? first;
    while (!this.#isFree(`${name}${count}`)) count++;
    this.#counts.set(name, count + 1);
    return this.#keep(`${name}${count}`);
  }

  #isFree(name: string): boolean {
    return !this.#taken.has(name) && !this.#text.includes(name);
  }

  #keep(name: string): string {
    this.#taken.add(name);
    return name;
  }
}

function readEscaped(_: string, short?: string, long?: string): string {
  return String.fromCodePoint(Number.parseInt(short ?? long ?? '', 16));
}
