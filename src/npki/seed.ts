// SEED (RFC 4269), the block cipher of Korean certificate keys, in CBC mode with PKCS#7 padding.

/** S-boxes S1 and S2 (RFC 4269 §2.2, appendix A). */
const s1 = Buffer.from(
  "a985d6d3541dac255d43181e51fcca632844209de0e2c817a58f037bbb13d2ee708c3fa832ddf674ec950b575c5bbd01241c73" +
    "9810ccf2d92ce772839bd186c96050a3eb0db69e4fb75ac678a612afd561c3b441527d8d081f9900190453f7e1fd762f27b08b" +
    "0eaba26e934d697c090abfeff3c58714fe64de2e4b1a06216b6602f5928a0cb37ed07a4796e52680addfa13037ae36152238f4" +
    "a7454c81e9849735cbce3c7111c78975fbdaf8945982c4ff493967c0cfd7b80f8e4223916cdba434f148c26f3d2d40be3ebcc1" +
    "aaba4e553bdc687f9cd84a5677a0ed46b52b65fae3b9b19f5ef9e6b231ea6d5fe4f0cd88163a58d462290733e81b0579906a2a" +
    "9a",
  "hex",
);
const s2 = Buffer.from(
  "38e82da6cfdeb3b8af6055c7446f6b5bc36233b529a0e2a7d39111061cbc364bef886ca817c416f4c245e1d63f3d8e98284ef6" +
    "3ea5f90ddfd82b667a272ff17242d441c07367ac8bf7ad801fca2caa34d20beee95d9418f857ae08c513cd86b9ff7dc131f58a" +
    "6ab1d120d7022204687107db9d9961bee659dd5190dc9aa3abd0810f471ae3ec8dbf967b5ca2a163234dc89e9c3a0c2eba6e9f" +
    "5af292f34978cc15fb70757f351003646dc674d5b4ea097619fe4012e0bd05fa01f02a5ea956438514899bb0e5487997fc1e82" +
    "218c1b5f7754b21d254f0046ed5852eb7edac9fd3095653cb6e4bb7c0e5039263284699337e724a4cb530a87d94c838fce3b4a" +
    "b7",
  "hex",
);

const masks = [0xfc, 0xf3, 0xcf, 0x3f] as const;

/** SS-boxes: an S-box and the mixing of the G function in one table (RFC 4269 §2.2). */
function spread(box: Buffer, shift: number): Int32Array {
  const mask = (at: number): number => masks[(at + shift) % 4] ?? 0;
  return Int32Array.from(
    box,
    (s) => ((s & mask(3)) << 24) | ((s & mask(2)) << 16) | ((s & mask(1)) << 8) | (s & mask(0)),
  );
}

const ss0 = spread(s1, 0);
const ss1 = spread(s2, 1);
const ss2 = spread(s1, 2);
const ss3 = spread(s2, 3);

/** The golden ratio, rotated once a round (RFC 4269 §2.3). */
const firstConstant = 0x9e3779b9 | 0;

const rounds = 16;
export const seedBlockBytes = 16;

function g(word: number): number {
  return (
    (ss0[word & 0xff] ?? 0) ^
    (ss1[(word >>> 8) & 0xff] ?? 0) ^
    (ss2[(word >>> 16) & 0xff] ?? 0) ^
    (ss3[word >>> 24] ?? 0)
  );
}

/** Two words for each of 16 rounds. The caller fills it with zeros when done. */
function expandKey(key: Uint8Array): Int32Array {
  const view = new DataView(key.buffer, key.byteOffset, seedBlockBytes);
  let [a, b, c, d] = [view.getInt32(0), view.getInt32(4), view.getInt32(8), view.getInt32(12)];
  const keys = new Int32Array(2 * rounds);
  let constant = firstConstant;
  for (let round = 0; round < rounds; round++) {
    keys[2 * round] = g((a + c - constant) | 0);
    keys[2 * round + 1] = g((b - d + constant) | 0);
    if (round % 2 === 0) [a, b] = [(a >>> 8) | (b << 24), (b >>> 8) | (a << 24)];
    else [c, d] = [(c << 8) | (d >>> 24), (d << 8) | (c >>> 24)];
    constant = (constant << 1) | (constant >>> 31);
  }
  return keys;
}

/** One block in place at `at`; `step` 1 encrypts, -1 decrypts with the round keys backwards. */
function cipherBlock(keys: Int32Array, view: DataView, at: number, step: 1 | -1): void {
  let [l0, l1] = [view.getInt32(at), view.getInt32(at + 4)];
  let [r0, r1] = [view.getInt32(at + 8), view.getInt32(at + 12)];
  for (let round = 0, index = step === 1 ? 0 : rounds - 1; round < rounds; round++, index += step) {
    const c = r0 ^ (keys[2 * index] ?? 0);
    let d = r1 ^ (keys[2 * index + 1] ?? 0);
    d = g(d ^ c);
    let e = g((d + c) | 0);
    d = g((d + e) | 0);
    e = (e + d) | 0;
    [l0, l1, r0, r1] = [r0, r1, l0 ^ e, l1 ^ d];
  }
  view.setInt32(at, r0);
  view.setInt32(at + 4, r1);
  view.setInt32(at + 8, l0);
  view.setInt32(at + 12, l1);
}

/** CBC with PKCS#7 padding; key and IV of 16 bytes. */
export function seedCbcEncrypt(key: Uint8Array, iv: Uint8Array, plain: Uint8Array): Buffer {
  const padding = seedBlockBytes - (plain.length % seedBlockBytes);
  const out = Buffer.alloc(plain.length + padding, padding);
  out.set(plain);
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  const keys = expandKey(key);
  let previous: Uint8Array = iv;
  for (let at = 0; at < out.length; at += seedBlockBytes) {
    for (let i = 0; i < seedBlockBytes; i++) out[at + i] = (out[at + i] ?? 0) ^ (previous[i] ?? 0);
    cipherBlock(keys, view, at, 1);
    previous = out.subarray(at, at + seedBlockBytes);
  }
  keys.fill(0);
  return out;
}

/** Null unless the whole padding is right: with a wrong key it hardly ever is. The caller wipes the result. */
export function seedCbcDecrypt(key: Uint8Array, iv: Uint8Array, encrypted: Uint8Array): Buffer | null {
  if (encrypted.length === 0 || encrypted.length % seedBlockBytes !== 0) return null;
  const out = Buffer.from(encrypted);
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  const keys = expandKey(key);
  for (let at = 0; at < out.length; at += seedBlockBytes) {
    cipherBlock(keys, view, at, -1);
    const previous = at === 0 ? iv : encrypted.subarray(at - seedBlockBytes, at);
    for (let i = 0; i < seedBlockBytes; i++) out[at + i] = (out[at + i] ?? 0) ^ (previous[i] ?? 0);
  }
  keys.fill(0);
  return unpad(out);
}

/** Every byte of the padding is checked (RFC 5652 §6.3). */
function unpad(padded: Buffer): Buffer | null {
  const length = padded.at(-1) ?? 0;
  const right = length >= 1 && length <= seedBlockBytes && padded.subarray(-length).every((byte) => byte === length);
  if (right) return padded.subarray(0, padded.length - length);
  padded.fill(0);
  return null;
}
