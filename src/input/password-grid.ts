// The on-screen keyboard for passwords: two digits, row and column, pick one character, so that twelve keys suffice.

/** Ten rows of characters; the places of the last row without one are empty. `'`, `"`, `\`, `|` and blank are in no certificate password. */
export const passwordGrid: readonly string[] = [
  "abcdefghi",
  "jklmnopqr",
  "stuvwxyz",
  "ABCDEFGHI",
  "JKLMNOPQR",
  "STUVWXYZ",
  "0123456789",
  "!@#$%^&*()",
  "-_=+[]{};:",
  ",.<>/?`~",
];

/** The byte at a row and a column (0 to 9), or null where the grid is empty. */
export function gridCharacter(row: number, column: number): number | null {
  const byte = passwordGrid[row]?.charCodeAt(column);
  return byte === undefined || Number.isNaN(byte) ? null : byte;
}

/** Row and column of a byte, or null for one that no certificate password may hold. */
export function gridPlace(byte: number): readonly [row: number, column: number] | null {
  for (const [row, characters] of passwordGrid.entries()) {
    const column = characters.indexOf(String.fromCharCode(byte));
    if (column >= 0) return [row, column];
  }
  return null;
}
