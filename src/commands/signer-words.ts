// Why no CA can sign, for whoever runs a command: what happened, and what to do next.

import type { SignerTrouble } from "../authority/signer.ts";

export function troubleInWords(why: SignerTrouble): string {
  switch (why) {
    case "absent":
      return "the CAs' token is not there. Insert it, and run it again.";
    case "pin-wrong":
      return "the PIN in authority.token.pinFile is not the token's, or its file cannot be read. It is not tried again: a token locks itself. Correct the file.";
    case "pin-locked":
      return "the CAs' token is locked. Unlock it with its maker's program.";
    case "removed":
      return "the CAs' token was taken out while it worked. Insert it, and run it again.";
    case "silent":
      return "the CAs' token did not answer in time. Take it out and in again, and run it once more.";
    case "key-missing":
      return "the token has the name, and not the key of the CAs' certificates. Insert the one that this branch was provisioned with.";
    case "failed":
      return "the CAs' token or its PKCS#11 module failed. Look with: changgu doctor";
  }
}
