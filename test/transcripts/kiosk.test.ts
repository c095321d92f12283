// What customers do alone, line by line.
import { playTranscripts } from "./play.ts";

playTranscripts("kiosk");
