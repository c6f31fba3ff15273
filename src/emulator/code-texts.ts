import { formatCount } from './format-amount.js';
import { barHeights } from './paint-chart.js';

/** More primes than these take longer than an answer should. */
const mostPrimes = 2000;
const usualPrimes = 100;

function listPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let number = 2; primes.length < count; number += 1) {
    if (primes.every((prime) => number % prime !== 0)) primes.push(number);
  }
  return primes;
}

/** A program, what it prints, and the answer that rests on it. */
export interface PrimesRun {
  readonly code: string;
  readonly output: string;
  readonly text: string;
}

/** A program that adds up prime numbers, as many as a prompt names. The emulator has worked out what it prints. */
export function writePrimes(prompt: string): PrimesRun {
  const named = Number(/\bfirst (\d+) primes?\b/i.exec(prompt)?.[1] ?? usualPrimes);
  const count = Math.min(mostPrimes, Math.max(1, named));
  const primes = listPrimes(count);
  const sum = primes.reduce((total, prime) => total + prime, 0);
  return {
    code: `primes = []
number = 2
while len(primes) < ${count}:
    if all(number % prime for prime in primes):
        primes.append(number)
    number += 1
print(sum(primes))
`,
    output: `${sum}\n`,
    text: `The first ${count === usualPrimes ? 'hundred' : formatCount(count)} prime numbers add up to **${formatCount(sum)}**. The largest of them is ${formatCount(primes.at(-1) ?? 2)}.

I wrote a short program for it: it takes the numbers from 2 upwards and keeps each one that none of the earlier primes divides.

*The emulator runs no Python: it has added the numbers up itself, and the program prints the same.*`,
  };
}

/** A program with a mistake in it. */
export const failingCode = `prices = {"fern": 14, "snake plant": 18, "begonia": "12"}
print(sum(prices.values()))
`;

/** What Python says to it. */
export const failingOutput = `Traceback (most recent call last):
  File "<string>", line 2, in <module>
TypeError: unsupported operand type(s) for +: 'int' and 'str'
`;

/** The program without it. */
export const mendedCode = `prices = {"fern": 14, "snake plant": 18, "begonia": "12"}
print(sum(int(price) for price in prices.values()))
`;

/** What that prints. */
export const mendedOutput = '44\n';

/** The answer after both. */
export const mendedText = `All three plants together cost **£44**.

My first program stopped with an error: one of the prices was a text, not a number. The second one turns every price into a number before it adds them up.

*The emulator runs no Python: both programs and what they say are prepared.*`;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun'];
const sold = barHeights.map((share) => Math.round(share * 100));

/** A program that draws a chart. */
export const plotCode = `import matplotlib.pyplot as plt

months = [${months.map((month) => `"${month}"`).join(', ')}]
sold = [${sold.join(', ')}]
plt.bar(months, sold)
plt.show()
`;

/** The answer beside the chart. */
export const plotText = `Here is the chart. Sales rose from ${sold[0]} in January to **${sold[4]} in May**, and fell to ${sold[5]} in June.

*The emulator runs no Python: it drew the chart itself, from the numbers in the program.*`;
