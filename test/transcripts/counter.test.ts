// What happens across a counter, line by line.
import { playTranscripts } from "./play.ts";

playTranscripts("teller");
