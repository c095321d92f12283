// The keys of a customer's keypad. Twelve of them are always there: ten digits, `*` (clear) and `#` (enter).

export type Digit = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

export type Key = Digit | "enter" | "clear" | "backspace" | "cancel" | "up" | "down" | "help";

export function isDigit(key: string): key is Digit {
  return key.length === 1 && key >= "0" && key <= "9";
}
