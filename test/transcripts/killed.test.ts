// What power cuts leave behind, line by line: the program is killed at a point of an effect, and opened again.
import { playTranscripts } from "./play.ts";

playTranscripts("killed");
