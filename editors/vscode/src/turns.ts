/**
 * Does one thing at a time. What is asked for while it is being done is done once more afterwards,
 * however often it was asked for.
 */
export class Turns {
  readonly #job: () => Promise<void>;
  #now: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  /** @param job What is done. It must not reject. */
  constructor(job: () => Promise<void>) {
    this.#job = job;
  }

  /** Returns when the job was begun after this call and is done. */
  take(): Promise<void> {
    if (this.#now === undefined) return this.#begin();
    this.#next ??= this.#now.then(() => {
      this.#next = undefined;
      return this.#begin();
    });
    return this.#next;
  }

  /** Returns when nothing is being done or waiting. */
  async idle(): Promise<void> {
    while (this.#now !== undefined) await (this.#next ?? this.#now);
  }

  #begin(): Promise<void> {
    this.#now = this.#job().finally(() => {
      this.#now = undefined;
    });
    return this.#now;
  }
}
