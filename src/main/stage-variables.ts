// How a player's process tells a rehearsed one where it listens and what time it is.

export const playerVariable = "CHANGGU_PLAYER";
export const clockVariable = "CHANGGU_CLOCK";
