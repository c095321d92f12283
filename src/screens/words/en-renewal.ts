// What a renewal says of a certificate that cannot be renewed, in English.

export const renewal = {
  from: (date: string) => `It can be renewed from ${date} on.`,
  /** What is offered in its place. */
  instead: "Issue anew",
};

export const renewalEndings = {
  "renewal-too-early": {
    title: "Too early to renew",
    happened: "A certificate can be renewed in its last 30 days.",
    next: "Nothing was changed: it stays valid as it is.",
  },
  "renewal-expired": {
    title: "The certificate is over",
    happened: "It has expired, and cannot be renewed any more.",
    next: "You can have a new one in its place: press 1.",
  },
  "renewal-revoked": {
    title: "The certificate is revoked",
    happened: "What is revoked cannot be renewed.",
    next: "You can get a new one: choose the new certificate.",
  },
  "renewal-suspended": {
    title: "It is suspended",
    happened: "What is suspended cannot be renewed.",
    next: "Please have it restored first, then come back.",
  },
  "renewal-elsewhere": {
    title: "Issued elsewhere",
    happened: "Another institution issued this certificate.",
    next: "Please have it renewed where it was issued.",
  },
  "renewal-not-on-file": {
    title: "Not on file",
    happened: "This branch has no record of this certificate.",
    next: "Please ask a member of staff, or get a new one.",
  },
  "renewal-not-yours": {
    title: "Another person's",
    happened: "The certificate is not that of the person who was identified.",
    next: "Only its holder can have it renewed.",
  },
};
