// Every character that a certificate password may hold is under exactly one pair of digits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gridCharacter, gridPlace, passwordGrid } from "../../src/input/password-grid.ts";

test("the grid holds every printable ASCII character but the quotes, backslash, bar and blank, each once", () => {
  const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index));
  const wanted = printable.filter((character) => !` '"\\|`.includes(character));
  assert.deepEqual([...passwordGrid.join("")].sort(), wanted.sort());
  assert.equal(passwordGrid.length, 10);
  assert.ok(passwordGrid.every((row) => row.length <= 10));
});

test("row and column pick the byte, and an empty place picks none", () => {
  assert.equal(gridCharacter(0, 0), "a".charCodeAt(0));
  assert.equal(gridCharacter(5, 7), "Z".charCodeAt(0));
  assert.equal(gridCharacter(6, 9), "9".charCodeAt(0));
  assert.equal(gridCharacter(0, 9), null);
  assert.equal(gridCharacter(9, 9), null);
  assert.equal(gridCharacter(10, 0), null);
});

test("the place of every byte leads back to it", () => {
  for (let byte = 0; byte < 256; byte++) {
    const place = gridPlace(byte);
    const wanted = passwordGrid.join("").includes(String.fromCharCode(byte)) ? byte : null;
    assert.equal(place === null ? null : gridCharacter(...place), wanted);
  }
});
