/** Every kind of Markdown that an answer may hold, explained by showing it. */
export const markdownText = `# Markdown, all of it

An answer may use **bold**, *italics*, ***both***, ~~corrections~~ and \`inline code\`. A line can end softly
or, with a backslash, \\
break where the author wants it.

## Lists

1. Numbered lists count for you.
2. Items can hold more than a line:
   - a nested list,
   - with items of its own,
     - and a third level, if it must be.
3. Then the count goes on.

What is left to do today:

- [x] Water the basil
- [x] Answer Maya's letter
- [ ] Repair the bicycle
  - [x] Buy a tube
  - [ ] Find the pump

## A table

| Planet | Day, in hours | Moons | Rings |
|:-------|--------------:|------:|:-----:|
| Earth  |            24 |     1 |  no   |
| Mars   |          24.7 |     2 |  no   |
| Jupiter |          9.9 |    90+ |  yes  |
| Saturn |          10.7 |   140+ |  yes  |

## Code

A fence names its language:

\`\`\`ts
/** Resolves after some milliseconds. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
\`\`\`

\`\`\`html
<gemini-chat endpoint="/api/gemini" heading="Ask us"></gemini-chat>
\`\`\`

\`\`\`css
gemini-chat {
  height: 32rem;
  max-width: 44rem;
}
\`\`\`

\`\`\`sh
npm install gemini-chat-element
\`\`\`

    Four spaces make code too, without a language.

## Quotations

> A quotation can hold paragraphs, *emphasis* and lists:
>
> - one,
> - two.
>
> > And another quotation inside.

> [!TIP]
> A quotation that opens with a mark such as \`[!TIP]\` is a note of its kind; there are five.

## Formulas

The area of a circle is \\(A = \\pi r^2\\), and a ticket for $5 stays a price. In a line of its own:

$$
\\int_{-\\infty}^{\\infty} e^{-x^2} \\, dx = \\sqrt{\\pi}
$$

## A diagram

It is drawn when somebody asks for it:

\`\`\`mermaid
flowchart LR
  question[Question] --> backend[Your backend]
  backend --> gemini[Gemini]
  gemini -- streams --> backend
  backend -- streams --> answer([Answer])
\`\`\`

## Links and images

A [link with a title](https://developer.mozilla.org/docs/Web/API/Web_components "Web components on MDN"), a bare
address, https://www.w3.org/WAI/, and one to a person: <mailto:hello@example.com>.

A picture from another host does not load by itself, since fetching it would tell that host about you:

![A lighthouse on a cliff at dusk](https://images.example.com/lighthouse.jpg)

---

## Small things

Quotes "stay as they are", an ampersand & a less-than sign 3 < 4 as well, and an asterisk \\* can be escaped.
Markup such as <kbd>Ctrl</kbd> is text from a stranger: what is harmless may stay, the rest goes. A remark can
wait at the end of the text[^1], where several places[^2] may point to it[^1].

[^1]: Such as this one, with a way back.
[^2]: Notes hold *markup* too.
`;

/** A table alone, wide enough to scroll on a telephone. */
export const tableText = `Here is how the common ways to bring data to a page compare.

| Technique | Direction | Transport | Reconnects by itself | Binary data | Works through most proxies | Good for |
|:----------|:----------|:----------|:--------------------:|:-----------:|:--------------------------:|:---------|
| Polling | page asks again and again | HTTP | – | yes | yes | rare changes |
| Long polling | server answers when it can | HTTP | – | yes | yes | old browsers |
| Server-sent events | server to page | HTTP | yes, with \`EventSource\` | no | yes | text that grows |
| Streamed \`fetch\` | server to page | HTTP | no | yes | yes | answers of a model |
| WebSocket | both ways | own protocol | no | yes | mostly | games, voice |
| WebRTC | both ways | UDP | no | yes | sometimes | calls |

For a chat with a model, a streamed \`fetch\` that carries server-sent events is usually the simplest choice: one request, one answer, and headers, methods and errors work as everywhere else in HTTP.`;

/** Code alone, in several languages, one of them long-lined. */
export const codeText = `The same small task in four languages: read a stream of lines, and count the words.

**TypeScript**, in the browser or on a server:

\`\`\`ts
export async function countWords(lines: AsyncIterable<string>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for await (const line of lines) {
    for (const [word] of line.toLowerCase().matchAll(/\\p{L}+/gu)) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}
\`\`\`

**Python** has a class for exactly this:

\`\`\`python
import re
import sys
from collections import Counter

counts = Counter(
    word
    for line in sys.stdin
    for word in re.findall(r"[^\\W\\d_]+", line.lower())
)
for word, count in counts.most_common(10):
    print(f"{count:6} {word}")
\`\`\`

**Go** is longer, and fast:

\`\`\`go
package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

func main() {
	counts := map[string]int{}
	scanner := bufio.NewScanner(os.Stdin)
	for scanner.Scan() {
		for _, word := range strings.Fields(strings.ToLower(scanner.Text())) {
			counts[word]++
		}
	}
	fmt.Println(len(counts), "different words")
}
\`\`\`

And the **shell**, which had the idea first:

\`\`\`sh
tr -cs '[:alpha:]' '\\n' < book.txt | tr '[:upper:]' '[:lower:]' | sort | uniq -c | sort -rn | head -n 10
\`\`\`

All four read line by line, so a file larger than the memory is no problem. The shell's version sorts the words on disk where it has to.`;
