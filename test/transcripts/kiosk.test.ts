// What customers do alone, line by line.
import { playTranscriptsAt } from "./play.ts";

playTranscriptsAt("kiosk");
