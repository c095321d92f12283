// How a player's process tells a rehearsed one where it listens, what time it is, and which terminal of the branch it is.

export const playerVariable = "CHANGGU_PLAYER";
export const clockVariable = "CHANGGU_CLOCK";
/** Not `CHANGGU_TERMINAL`, which lies over the settings of a real one. */
export const terminalVariable = "CHANGGU_PLAYED_TERMINAL";
