import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { Turns } from "../../src/turns.ts";

/** A job that ends when it is told to, and counts how often it was begun and how many run. */
class Job {
  begun = 0;
  atOnce = 0;
  most = 0;
  readonly #ends: (() => void)[] = [];

  readonly run = async (): Promise<void> => {
    this.begun += 1;
    this.atOnce += 1;
    this.most = Math.max(this.most, this.atOnce);
    await new Promise<void>((resolve) => this.#ends.push(resolve));
    this.atOnce -= 1;
  };

  end(): void {
    this.#ends.shift()?.();
  }
}

describe("turns", () => {
  it("are taken one after the other, however often one is asked for", async () => {
    const job = new Job();
    const turns = new Turns(job.run);
    const first = turns.take();
    const others = [turns.take(), turns.take(), turns.take()];
    assert.equal(job.begun, 1);

    job.end();
    await first;
    await settled();
    assert.equal(job.begun, 2);

    job.end();
    await Promise.all(others);
    assert.equal(job.begun, 2);
    assert.equal(job.most, 1);
  });

  it("are taken again for what is asked during the second", async () => {
    const job = new Job();
    const turns = new Turns(job.run);
    void turns.take();
    void turns.take();
    job.end();
    await settled();
    const third = turns.take();
    job.end();
    await settled();
    job.end();
    await third;
    assert.equal(job.begun, 3);
    assert.equal(job.most, 1);
  });

  it("are idle when all of them are over", async () => {
    const job = new Job();
    const turns = new Turns(job.run);
    await turns.idle();
    void turns.take();
    void turns.take();
    let isIdle = false;
    const idle = turns.idle().then(() => { isIdle = true; });
    job.end();
    await settled();
    assert.equal(isIdle, false);
    job.end();
    await idle;
    assert.equal(isIdle, true);
  });
});

/** Lets everything happen that waits for nothing but its turn. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
