/** A small program, as a model would write it to be sure of a number. */
export const primesCode = `primes = []
number = 2
while len(primes) < 100:
    if all(number % prime for prime in primes):
        primes.append(number)
    number += 1
print(sum(primes))
`;

/** What that program prints. */
export const primesOutput = '24133\n';

/** The answer that rests on it. */
export const primesText = `The first hundred prime numbers add up to **24,133**. The largest of them is 541.

I wrote a short program for it: it takes the numbers from 2 upwards and keeps each one that none of the earlier primes divides.

*The emulator did not run the program: code and result are prepared, and agree.*`;

/** The answer to a page's address. */
export const pageText = `With the real Gemini, I would now have read that page and could tell you what it says.

*The emulator opens no pages. It only shows how such an answer arrives: the call with the address, its result, then the text.*`;
