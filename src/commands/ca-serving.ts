// `changgu ca serve`: answers whoever asks what state a certificate is in, and keeps the lists fresh meanwhile.

import { JournalUnwritable } from "../audit/journal.ts";
import { ocspResponder } from "../authority/ocsp.ts";
import { type DelegatedResponder, makeDelegate } from "../authority/ocsp-delegate.ts";
import { refusal } from "../authority/ocsp-response.ts";
import { serveStatus } from "../authority/ocsp-server.ts";
import { issuingFolders } from "../authority/profiles.ts";
import { type CaExitCode, type CaMeans, isMissing, issuingOf, published } from "./ca.ts";
import { troubleInWords } from "./signer-words.ts";

export type Serving = {
  readonly address: string;
  /** 0: any free one. */
  readonly port: number;
  /** Resolves when it shall end. */
  readonly asked: Promise<void>;
};

/** Throws `JournalUnwritable` before the first answer, and the system's error for a port that cannot be had. */
export async function serveStates(means: CaMeans, { address, port, asked }: Serving): Promise<CaExitCode> {
  const { books, clock } = means;
  const print = (line: string): void => means.print(means.json ? JSON.stringify({ line }) : line);
  const duties = await beginDuties(means);
  if (typeof duties === "string") {
    means.complain(duties);
    return 2;
  }
  const cas = books.authorities.all();
  const responder = ocspResponder({ records: cas, certificates: books.certificates });
  try {
    const server = await serveStatus({
      address,
      port,
      answer(request) {
        try {
          const { type, bytes } = responder.answer(request, duties.delegate(), clock.now());
          return { bytes, said: type };
        } catch (error) {
          // The database could not be read: the next one who asks may be luckier.
          const why = error instanceof Error ? error.message : String(error);
          return { bytes: refusal("internalError").bytes, said: `internalError: ${why}` };
        }
      },
      list: (issuer) => means.place.read(issuer),
      authority: (name) => cas.find((record) => record.name === name)?.certificate ?? null,
      log: (line) => print(`${clock.now().toISOString()} ${line}`),
    });
    const host = address.includes(":") ? `[${address}]` : address;
    print(
      `status answers at http://${host}:${server.port}/ocsp, lists at /crl/NAME.crl, CAs at /ca/NAME.cer; Ctrl+C ends it`,
    );
    await asked;
    await server.close();
  } finally {
    duties.end();
  }
  books.journal.seal();
  return 0;
}

type Duties = { delegate(): DelegatedResponder; end(): void };

const roundMilliseconds = 60_000;

/**
 * Each minute: holds that are over, lists that are due, and the next key before this one's two days are over. A text says
 * why nobody can be answered.
 */
async function beginDuties(means: CaMeans): Promise<Duties | string> {
  const { books, keys, place, purpose, clock } = means;
  const { lists, expireSuspensions } = issuingOf(means);
  const { journal } = books;
  const delegation = { purpose, records: books.authorities.all(), keys, journal };
  const first = await makeDelegate(delegation, clock.now());
  if (first.type === "not-certified") return `nobody can be answered: ${troubleInWords(first.why)}`;
  let { delegate } = first;
  const round = async (): Promise<void> => {
    expireSuspensions(clock.now());
    const due = await lists.publishDue();
    for (const outcome of due) if (isMissing(outcome)) means.complain(published(outcome, means));
    if (delegate.renewAt <= clock.now()) {
      const next = await makeDelegate(delegation, clock.now());
      if (next.type === "delegated") delegate = next.delegate;
      else means.complain(`the next responder is not certified: ${troubleInWords(next.why)}`);
    }
    if (due.length > 0) journal.seal();
  };
  await round();
  // Who serves lists has one of every CA, also when it is empty.
  for (const issuer of issuingFolders) if (place.read(issuer) === null) await lists.publish(issuer);
  let ended = false;
  let cancel = (): void => {};
  const again = (): void => {
    if (ended) return;
    cancel = clock.after(roundMilliseconds, () => {
      round()
        .catch((error: unknown) => complain(means, error))
        .then(again);
    });
  };
  again();
  return {
    delegate: () => delegate,
    end() {
      ended = true;
      cancel();
    },
  };
}

/** Out of service for what must be recorded; answers go on as long as the key is certified. */
function complain(means: CaMeans, error: unknown): void {
  if (!(error instanceof JournalUnwritable)) throw error;
  means.complain(`nothing can be published: ${error.message}`);
}
