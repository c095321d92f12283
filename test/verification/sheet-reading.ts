// Reads a file to its end, as a command does that nobody interrupts.

export function readWhole<Outcome>(reading: Generator<number, Outcome, void>): Outcome {
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}
