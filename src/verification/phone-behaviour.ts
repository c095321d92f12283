// What a rehearsed customer does when the phone rings. Pure.

export type PhoneBehaviour = "answers" | "wrong" | "silent" | "busy" | "unreachable";

export const phoneBehaviours: readonly PhoneBehaviour[] = ["answers", "wrong", "silent", "busy", "unreachable"];
