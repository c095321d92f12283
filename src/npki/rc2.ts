// RC2 (RFC 2268), to read what older programs wrote around a certificate in PKCS#12. Nothing is encrypted with it.

/** PITABLE (RFC 2268 §2): digits of pi. */
const pi = Buffer.from(
  "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32" +
    "bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626" +
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a" +
    "961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731" +
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e" +
    "c5f3db47e5a59c770aa62068fe7fc1ad",
  "hex",
);

const rotations = [1, 2, 3, 5] as const;
const blockBytes = 8;

/** 64 words of 16 bits (RFC 2268 §2); `bits` is the effective length of the key. */
function expandKey(key: Uint8Array, bits: number): Uint16Array {
  const l = new Uint8Array(128);
  l.set(key);
  for (let i = key.length; i < 128; i++) l[i] = pi[((l[i - 1] ?? 0) + (l[i - key.length] ?? 0)) & 0xff] ?? 0;
  const bytes = Math.ceil(bits / 8);
  l[128 - bytes] = pi[(l[128 - bytes] ?? 0) & (0xff >>> (8 * bytes - bits))] ?? 0;
  for (let i = 127 - bytes; i >= 0; i--) l[i] = pi[(l[i + 1] ?? 0) ^ (l[i + bytes] ?? 0)] ?? 0;
  const words = Uint16Array.from({ length: 64 }, (_, i) => (l[2 * i] ?? 0) | ((l[2 * i + 1] ?? 0) << 8));
  l.fill(0);
  return words;
}

/** Mashing is undone after the fifth and the eleventh of the sixteen mixing rounds, counted from the end. */
const mashes = [5, 11];

/** One block in place (RFC 2268 §4). */
function decipherBlock(words: Uint16Array, view: DataView, at: number): void {
  const r = new Uint16Array([0, 2, 4, 6].map((offset) => view.getUint16(at + offset, true)));
  const word = (i: number): number => r[(i + 4) % 4] ?? 0;
  for (let round = 0, j = 63; round < 16; round++) {
    if (mashes.includes(round)) for (let i = 3; i >= 0; i--) r[i] = word(i) - (words[word(i - 1) & 63] ?? 0);
    for (let i = 3; i >= 0; i--, j--) {
      const turn = rotations[i] ?? 0;
      const turned = (word(i) >>> turn) | (word(i) << (16 - turn));
      const mixed = (word(i - 1) & word(i - 2)) + (~word(i - 1) & word(i - 3));
      r[i] = turned - (words[j] ?? 0) - mixed;
    }
  }
  r.forEach((value, i) => {
    view.setUint16(at + 2 * i, value, true);
  });
}

/** Blocks of eight bytes, each by itself. `key` has 1 to 128 bytes; the caller wipes the result. */
export function rc2Decipher(key: Uint8Array, bits: number, encrypted: Uint8Array): Buffer {
  const out = Buffer.from(encrypted);
  const view = new DataView(out.buffer, out.byteOffset, out.length);
  const words = expandKey(key, bits);
  for (let at = 0; at + blockBytes <= out.length; at += blockBytes) decipherBlock(words, view, at);
  words.fill(0);
  return out;
}

/** CBC with PKCS#7 padding; null unless the whole padding is right. The caller wipes the result. */
export function rc2CbcDecrypt(key: Uint8Array, bits: number, iv: Uint8Array, encrypted: Uint8Array): Buffer | null {
  if (encrypted.length === 0 || encrypted.length % blockBytes !== 0) return null;
  const out = rc2Decipher(key, bits, encrypted);
  for (let at = 0; at < out.length; at++) {
    const before = at < blockBytes ? iv[at] : encrypted[at - blockBytes];
    out[at] = (out[at] ?? 0) ^ (before ?? 0);
  }
  const padding = out.at(-1) ?? 0;
  const right = padding >= 1 && padding <= blockBytes && out.subarray(-padding).every((byte) => byte === padding);
  if (right) return out.subarray(0, out.length - padding);
  out.fill(0);
  return null;
}
