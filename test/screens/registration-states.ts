// The states of the pages on which another institution's certificate is registered, or taken off.
import { at, brought, kiosk, registered, teller } from "./samples.ts";
import { of, type StatesOf } from "./staff-states.ts";

const over = { ...registered, ca: "KICA", policy: "1.2.410.200004.5.2.1.7.1", expired: true };

type RegistrationAt = "examination" | "registration" | "registrations" | "deregistration";

export const registrationSteps: { readonly [A in RegistrationAt]: StatesOf<A> } = {
  examination: of(
    at({ at: "examination", part: "revocation", unanswered: false, waiting: true }, 5, kiosk, {
      service: "register",
      brought,
    }),
    at({ at: "examination", part: "holder", unanswered: false, waiting: true }, 5, teller, {
      service: "register",
      brought,
    }),
  ),
  registration: of(
    at({ at: "registration", unanswered: false, waiting: false }, 5, kiosk, { service: "register", brought }),
    at({ at: "registration", unanswered: true, waiting: false }, 5, kiosk, { service: "register", brought }),
    at({ at: "registration", unanswered: false, waiting: true }, 5, teller, { service: "register", brought }),
  ),
  registrations: of(
    at({ at: "registrations", registered: null, waiting: true }, 3, kiosk, { service: "deregister" }),
    at({ at: "registrations", registered: [registered, over], waiting: false }, 3, kiosk, {
      service: "deregister",
    }),
  ),
  deregistration: of(
    at({ at: "deregistration", registered, waiting: false }, 3, kiosk, { service: "deregister" }),
    at({ at: "deregistration", registered, waiting: true }, 3, teller, { service: "deregister" }),
  ),
};
