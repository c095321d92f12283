// The version of the program: in the journal at every start.

export const version = "0.1.0";
