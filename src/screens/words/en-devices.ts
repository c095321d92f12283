// What is said of devices, in English.

import type { SignerTrouble } from "../../authority/signer.ts";
import type { SlipResult } from "../../ceremony/slip.ts";
import type { KeypadStatus } from "../../input/keypad.ts";
import type { PrinterStatus, PrintTrouble } from "../../receipt/printer.ts";
import { type Said, said } from "./said.ts";

export const devices = {
  /** On the page of what is done: the certificate needs no paper. */
  slips: {
    printed: said("Take your receipt.", "Your receipt is printed. Please take it."),
    "paper-out": said("No receipt paper. 1 prints again.", "There is no receipt paper. Put some in, then press 1."),
    "cover-open": said("Printer is open. 1 prints again.", "The printer's cover is open. Close it, then press 1."),
    jam: said("Paper jam. 1 prints again.", "The receipt is jammed in the printer. Take it out, then press 1."),
    offline: said(
      "Printer is off. 1 prints again.",
      "The printer does not answer. Look at its power and cable, press 1.",
    ),
  } satisfies Record<Exclude<SlipResult, "no-printer">, Said>,
  /** Said when it was tried again and is as it was. */
  slipsStill: {
    "paper-out": said("Still no paper. 1 prints again.", "There is still no receipt paper. Put some in, then press 1."),
    "cover-open": said("Still open. 1 prints again.", "The printer's cover is still open. Close it, then press 1."),
    jam: said("Still jammed. 1 prints again.", "The receipt is still jammed. Take it out, then press 1."),
    offline: said("Still no answer. 1 prints again.", "The printer still does not answer. Look at its power, press 1."),
  } satisfies Record<PrintTrouble, Said>,
  seen: {
    /** For the staff, between customers. */
    printer: {
      ready: said(""),
      "paper-low": said("Little receipt paper is left.", "Little receipt paper is left. Please change the roll."),
      "paper-out": said("No receipt paper.", "There is no receipt paper. Please put some in."),
      "cover-open": said("The receipt printer is open.", "The receipt printer's cover is open. Please close it."),
      jam: said("The receipt printer is jammed.", "Paper is jammed in the receipt printer. Please take it out."),
      offline: said("The receipt printer is off.", "The receipt printer does not answer. Look at its power and cable."),
    } satisfies Record<PrinterStatus, Said>,
    authority: {
      absent: said(
        "The CA's token is not there.",
        "The CA's token is not in: no certificate can be made. Staff must insert it.",
      ),
      "pin-wrong": said(
        "The CA's PIN file is wrong.",
        "The PIN in the CA's PIN file is not its token's. Staff must correct it.",
      ),
      "pin-locked": said("The CA's token is locked.", "The CA's token is locked. Its maker's program unlocks it."),
      removed: said(
        "The CA's token was taken out.",
        "The CA's token was taken out. Nothing was signed. Staff must insert it.",
      ),
      silent: said(
        "The CA's token does not answer.",
        "The CA's token does not answer. Staff must take it out and in again.",
      ),
      "key-missing": said(
        "That is not the CA's token.",
        "That is another token: the CA's key is not on it. Staff must change it.",
      ),
      failed: said(
        "The CA's token failed.",
        "The CA's token reported a fault. Nothing was signed. Staff must look at it.",
      ),
    } satisfies Record<SignerTrouble, Said>,
    keypad: {
      online: said(""),
      offline: said("Waiting for the keypad.", "Waiting for the keypad. Check that its cable is in."),
      "no-device": said("Waiting for the keypad.", "Waiting for the keypad. Connect it to this terminal."),
      taken: said(
        "Another terminal has the keypad.",
        "Another terminal has this keypad. Staff: keypad under terminals in settings.",
      ),
      "hardware-error": said(
        "Reconnect the keypad.",
        "The keypad reports a fault. Take its cable out and insert it again.",
      ),
      misread: said(
        "Wrong keypad setup: call our staff.",
        "The keypad cannot be read. Please call our staff. (changgu doctor keypad)",
      ),
      "fraud-attempt": said(
        "Press nothing more; call our staff.",
        "Somebody opened the keypad. Please press nothing more and call our staff.",
      ),
    } satisfies Record<KeypadStatus, Said>,
    phonePanel: {
      ringing: "It rings.",
      right: "Answered: the right digits were keyed.",
      wrong: "Answered: other digits were keyed.",
      missed: "Nobody answered.",
      message: (code: string) => `Message: your code is ${code}`,
    },
  },
};
