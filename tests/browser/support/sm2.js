// A person's signing device, as middleware would play it: SM2 with SM3 (GB/T 32918.2), written from the standard and apart
// from the product's own library, so that the two check each other.

import { createHash, randomBytes } from 'node:crypto';

const P = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn;
const A = P - 3n;
const B = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n;
const N = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n;
const G = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
];
/** Where no other was agreed upon (GM/T 0009). */
const USER = Buffer.from('1234567812345678');

const mod = (value, modulus) => ((value % modulus) + modulus) % modulus;
const bytes = (value) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
const number = (buffer) => BigInt(`0x${buffer.toString('hex')}`);
const sm3 = (...parts) => createHash('sm3').update(Buffer.concat(parts)).digest();

/** value ** (modulus − 2): the inverse, since the modulus is prime. */
function inverse(value, modulus) {
  let [result, base, power] = [1n, mod(value, modulus), modulus - 2n];
  for (; power > 0n; power >>= 1n) {
    if (power & 1n) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

/** The sum of two points; null is the one at infinity. */
function add(one, other) {
  if (!one || !other) return one ?? other;
  const [[x, y], [u, v]] = [one, other];
  if (x === u && mod(y + v, P) === 0n) return null;
  const slope = x === u ? (3n * x * x + A) * inverse(2n * y, P) : (v - y) * inverse(u - x, P);
  const third = mod(slope * slope - x - u, P);
  return [third, mod(slope * (x - third) - y, P)];
}

function times(point, scalar) {
  let [result, base] = [null, point];
  for (; scalar > 0n; scalar >>= 1n) {
    if (scalar & 1n) result = add(result, base);
    base = add(base, base);
  }
  return result;
}

/** A number below the order of the curve, and not nought. */
const draw = () => mod(number(randomBytes(40)), N - 2n) + 1n;

export class Device {
  #secret = draw();

  constructor() {
    this.point = times(G, this.#secret);
  }

  /** The public key, `04…`, as `--signers` takes it. */
  get key() {
    return `04${this.point.map((part) => bytes(part).toString('hex')).join('')}`;
  }

  /** Signs a text; r‖s in hexadecimal digits. */
  sign(text) {
    const length = Buffer.from([(USER.length * 8) >> 8, (USER.length * 8) & 255]);
    const who = sm3(length, USER, bytes(A), bytes(B), ...G.map(bytes), ...this.point.map(bytes));
    const e = number(sm3(who, Buffer.from(text)));
    for (;;) {
      const k = draw();
      const r = mod(e + times(G, k)[0], N);
      const s = mod(inverse(1n + this.#secret, N) * (k - r * this.#secret), N);
      if (r !== 0n && r + k !== N && s !== 0n) return bytes(r).toString('hex') + bytes(s).toString('hex');
    }
  }
}
