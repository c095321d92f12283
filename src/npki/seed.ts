// SEED, the Korean block cipher (RFC 4269), in CBC mode with PKCS#7 padding; Node has it only with the legacy provider.

const blockBytes = 16;

/** The rows of the matrices A(1) and A(2), RFC 4269 Appendix A. */
const matrix1 = [0b10001010, 0b11111110, 0b10000101, 0b01000010, 0b01000101, 0b00100001, 0b10001000, 0b00010100];
const matrix2 = [0b01000101, 0b10000101, 0b11111110, 0b00100001, 0b10001010, 0b10001000, 0b01000010, 0b00010100];
const masks = [0xfc, 0xf3, 0xcf, 0x3f];

/** The S-boxes with the bit masks of function G merged in: G is four look-ups (RFC 4269 §2.2). */
type Tables = readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

let madeTables: Tables | null = null;

/** Made at first use: a program that opens no key does not pay for them. */
function tables(): Tables {
  if (madeTables === null) {
    const s1 = substitution(matrix1, 247, 169);
    const s2 = substitution(matrix2, 251, 56);
    madeTables = [merged(s1, 0), merged(s2, 1), merged(s1, 2), merged(s2, 3)];
  }
  return madeTables;
}

function substitution(matrix: readonly number[], exponent: number, constant: number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, x) => {
    const powered = power(x, exponent);
    return matrix.reduce((byte, row, i) => byte ^ (parity(row & powered) << (7 - i)), constant);
  });
}

function merged(box: Uint8Array, position: number): Uint32Array {
  const mask = (i: number) => (masks[(position + i) % 4] ?? 0) << (8 * i);
  const wide = mask(0) | mask(1) | mask(2) | mask(3);
  return Uint32Array.from(box, (byte) => Math.imul(byte, 0x01010101) & wide);
}

/** In GF(2^8) modulo x^8 + x^6 + x^5 + x + 1. */
function power(x: number, exponent: number): number {
  let result = 1;
  for (let bit = 128; bit > 0; bit >>= 1) {
    result = product(result, result);
    if (exponent & bit) result = product(result, x);
  }
  return result;
}

function product(a: number, b: number): number {
  let result = 0;
  for (let shifted = a, rest = b; rest > 0; rest >>= 1) {
    if (rest & 1) result ^= shifted;
    shifted <<= 1;
    if (shifted & 0x100) shifted ^= 0x163;
  }
  return result;
}

function parity(byte: number): number {
  let folded = byte ^ (byte >> 4);
  folded ^= folded >> 2;
  return (folded ^ (folded >> 1)) & 1;
}

function g(word: number, [ss0, ss1, ss2, ss3]: Tables): number {
  return (
    (ss0[word & 0xff] ?? 0) ^
    (ss1[(word >>> 8) & 0xff] ?? 0) ^
    (ss2[(word >>> 16) & 0xff] ?? 0) ^
    (ss3[word >>> 24] ?? 0)
  );
}

/** 32 words, two a round (RFC 4269 §2.3). The caller fills them with zeros. */
function roundKeys(key: Uint8Array): Int32Array {
  if (key.length !== 16) throw new RangeError("a SEED key has 16 bytes");
  const t = tables();
  const keys = new Int32Array(32);
  let [a, b, c, d] = words(key, 0);
  let constant = 0x9e3779b9 | 0;
  for (let round = 0; round < 16; round++) {
    keys[2 * round] = g((a + c - constant) | 0, t);
    keys[2 * round + 1] = g((b - d + constant) | 0, t);
    constant = (constant << 1) | (constant >>> 31);
    if (round % 2 === 0) [a, b] = [(a >>> 8) | (b << 24), (b >>> 8) | (a << 24)];
    else [c, d] = [(c << 8) | (d >>> 24), (d << 8) | (c >>> 24)];
  }
  return keys;
}

function words(bytes: Uint8Array, at: number): [number, number, number, number] {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, blockBytes);
  return [view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12)];
}

/** One block in place, as four words; the order of the round keys decides whether it is locked or opened. */
function cipher(state: Int32Array, keys: Int32Array, t: Tables, from: number, step: number): void {
  let [l0 = 0, l1 = 0, r0 = 0, r1 = 0] = state;
  for (let round = 0, at = from; round < 16; round++, at += step) {
    let t0 = r0 ^ (keys[at] ?? 0);
    let t1 = g(t0 ^ r1 ^ (keys[at + 1] ?? 0), t);
    t0 = g((t0 + t1) | 0, t);
    t1 = g((t1 + t0) | 0, t);
    const next0 = l0 ^ ((t0 + t1) | 0);
    const next1 = l1 ^ t1;
    l0 = r0;
    l1 = r1;
    r0 = next0;
    r1 = next1;
  }
  // The last round does not swap the halves.
  state[0] = r0;
  state[1] = r1;
  state[2] = l0;
  state[3] = l1;
}

/** `key` and `iv` are 16 bytes; the result holds `plain` and 1 to 16 bytes of PKCS#7 padding, encrypted. */
export function seedCbcEncrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Buffer {
  const keys = roundKeys(key);
  const t = tables();
  const padding = blockBytes - (plain.length % blockBytes);
  const out = Buffer.alloc(plain.length + padding, padding);
  out.set(plain);
  const state = Int32Array.from(words(iv, 0));
  for (let at = 0; at < out.length; at += blockBytes) {
    for (let i = 0; i < 4; i++) state[i] = (state[i] ?? 0) ^ out.readInt32BE(at + 4 * i);
    cipher(state, keys, t, 0, 2);
    for (let i = 0; i < 4; i++) out.writeInt32BE(state[i] ?? 0, at + 4 * i);
  }
  keys.fill(0);
  return out;
}

/** Null when the length is no multiple of 16 or the padding is not PKCS#7 throughout: the usual sign of a wrong key. */
export function seedCbcDecrypt(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Buffer | null {
  if (encrypted.length === 0 || encrypted.length % blockBytes !== 0) return null;
  const keys = roundKeys(key);
  const t = tables();
  const out = Buffer.from(encrypted);
  const state = new Int32Array(4);
  let before = words(iv, 0);
  for (let at = 0; at < out.length; at += blockBytes) {
    const block = words(out, at);
    state.set(block);
    cipher(state, keys, t, 30, -2);
    for (let i = 0; i < 4; i++) out.writeInt32BE((state[i] ?? 0) ^ (before[i] ?? 0), at + 4 * i);
    before = block;
  }
  keys.fill(0);
  state.fill(0);
  return withoutPadding(out);
}

/** Takes PKCS#7 padding off (RFC 5652 §6.3) and checks each of its bytes; wipes `padded` when it is not right. */
export function withoutPadding(padded: Buffer): Buffer | null {
  const padding = padded.at(-1) ?? 0;
  const right =
    padding >= 1 &&
    padding <= blockBytes &&
    padding <= padded.length &&
    padded.subarray(-padding).every((byte) => byte === padding);
  if (right) return padded.subarray(0, padded.length - padding);
  padded.fill(0);
  return null;
}
