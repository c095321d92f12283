// Notices over the phone gateway: each is asked for under its own key, so that a lost answer sends no second message.

import type { NoticeGateway } from "../../src/authority/expiry-notices.ts";
import { bodyOf } from "../http/json.ts";
import type { SignedClient } from "../http/signed-client.ts";
import { expiryKind, paths, textResult } from "./contract.ts";

export function httpNotices(client: SignedClient): NoticeGateway {
  return {
    async tellExpiry({ key, number, language, issuer, product, ends }) {
      const body = bodyOf({ number, language, kind: expiryKind, issuer, product, ends });
      const answer = await client.ask({ path: paths.notice, body, key });
      body.fill(0);
      const result = answer.type === "answer" ? textResult(answer.json) : null;
      return { type: result ?? "in-doubt" };
    },
  };
}
