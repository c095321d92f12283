// What happens across a counter, line by line.
import { playTranscriptsAt } from "./play.ts";

playTranscriptsAt("teller");
