// The articles of the terms in English: each at most six lines of 38 cells, one page of the large layout.

import type { TermId } from "../../ceremony/terms.ts";
import { financialArticles } from "./en-financial.ts";

export type Article = { readonly heading: string; readonly text: string };

export const articles: Readonly<Record<TermId, readonly Article[]>> = {
  "certificate-service": [
    {
      heading: "Article 1 (Purpose)",
      text: "Korea Post registers your application as a registration authority. The certificate is issued and run by an accredited authority under its practice statement.",
    },
    {
      heading: "Article 2 (Issue and validity)",
      text: "The certificate is valid for one year. You can hold one limited-use certificate at a time: a new one revokes the one before.",
    },
    {
      heading: "Article 3 (Your duties)",
      text: "Use the certificate and its password yourself and give them to nobody. If you lose the stick, or someone learns the password, have the certificate revoked at once.",
    },
    {
      heading: "Article 4 (Revocation, liability)",
      text: "You can revoke the certificate at a counter at any time. Korea Post is liable as the law provides, but not for damage by careless keeping.",
    },
  ],
  "financial-service": financialArticles,
  "personal-data": [
    {
      heading: "1. What we collect",
      text: "Name, resident number, account number, phone number, and the serial number of your card or token. The certificate's password is never stored.",
    },
    {
      heading: "2. What for",
      text: "To make sure who you are, to issue and keep up the certificate, and to keep the records that settle disputes. For nothing else.",
    },
    {
      heading: "3. How long, and your right",
      text: "For the time that the law requires; then the data are destroyed. You may refuse, but then no certificate can be issued.",
    },
  ],
  "unique-identifier": [
    {
      heading: "1. Resident number",
      text: "We use your resident number to identify you. The certificate does not hold it, only a value made from it that nobody can turn back.",
    },
    {
      heading: "2. How long, and your right",
      text: "It is kept encrypted for the time that the law requires, then destroyed. You may refuse, but then no certificate can be issued.",
    },
  ],
};
