/** Bytes that are written bit by bit, the lowest bit of a byte first. */
export class BitWriter {
  #bytes: Uint8Array;
  #length = 0;
  #pending = 0;
  #count = 0;

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(Math.max(16, expectedBytes));
  }

  /** Appends up to 16 bits, the lowest first. */
  write(bits: number, count: number): void {
    this.#pending |= bits << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#push(this.#pending & 0xff);
      this.#pending >>>= 8;
      this.#count -= 8;
    }
  }

  /** Everything written, its last byte filled up with zeros. */
  finish(): Uint8Array {
    if (this.#count > 0) this.#push(this.#pending & 0xff);
    this.#pending = 0;
    this.#count = 0;
    return this.#bytes.slice(0, this.#length);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }
}
