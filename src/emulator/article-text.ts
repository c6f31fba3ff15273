/** A long answer, to read along while it streams. */
export const articleText = `# How an answer reaches your screen

You press Enter, and a moment later words begin to appear. Between the two lies a short journey through a browser, a network, a model and back again. Each stage is simple. What makes a chat feel good or bad is how they fit together, so let us follow one answer from beginning to end.

## 1. The question leaves

What you typed is only a part of what is sent. A language model has no memory of its own: everything it should know has to be in the request, or be referred to by it. There are two ways to do that.

- **The client resends the conversation.** Every turn carries all the turns before it. Nothing has to be kept on a server, but the request grows with each question.
- **The server keeps the conversation.** Each answer has an id, and the next request names that id as the one it continues. The request stays small, and the history lives in one place.

Both have their uses. The first suits conversations that should leave no trace; the second suits long ones, especially with pictures and documents in them, because these need to travel only once.

The request should not carry a secret. An API key in a web page is a key that every visitor can copy. That is why a chat on a public page talks to a small backend of its own: the backend checks what is asked, adds the key, and passes the answer through.

## 2. Why it streams

A model writes its answer one piece at a time. Each piece, called a *token*, is a word or a part of one, and each is chosen with all the earlier ones in view. A long answer may take half a minute to write.

One could wait until it is complete and show it at once. But half a minute of nothing feels broken, and it wastes the reader's time: we read more slowly than models write, so by the time the last word arrives, the first paragraphs could have been read already. Streaming turns waiting into reading. It also lets you stop early, when you see that the question was misunderstood or that the first sentence is all you needed.

## 3. The shape of a stream

The usual way to stream over HTTP is *server-sent events*. It is a plain text format, so simple that you can read it by eye:

\`\`\`http
event: step.delta
data: {"index":1,"delta":{"type":"text","text":"Hello"}}

event: step.delta
data: {"index":1,"delta":{"type":"text","text":", world"}}
\`\`\`

An event is a few lines, and a blank line ends it. Here each event carries a small change, and the client adds the changes up. First comes an event that says that an answer has begun, then the model's steps one after another: thoughts, calls of tools, text. At the end comes one that says that all is complete.

That last event matters more than it seems. A connection can break in a way that looks just like a proper end. A client that takes silence for completion will sooner or later show half an answer as if it were whole. A careful one checks for the closing event, and says *interrupted* when it did not come.

## 4. Bytes have no manners

Networks do not know about events, lines or letters. They carry bytes, and they may cut them anywhere: in the middle of a line, between the two characters that end it, or inside a letter. In UTF-8 the letter *é* takes two bytes, the character 水 takes three, and most emoji take four. If a reader decodes each chunk by itself, the cut letter becomes two pieces of rubbish.

The cure is to keep the undecided bytes until the rest has arrived. Browsers do this for you if you let them:

\`\`\`js
const decoder = new TextDecoder();
for await (const chunk of response.body) {
  show(decoder.decode(chunk, { stream: true }));
}
show(decoder.decode());
\`\`\`

A good test sends the same answer one byte at a time and expects exactly the same text.

## 5. Formatting a text that is not finished

Models answer in Markdown, and Markdown was made for texts that are complete. Half of it is ambiguous. Does \`**bo\` begin a bold word, or is it two asterisks? Is a line of dashes a rule, or the underline of a heading? Nobody can know yet.

The simplest solution, to show the raw text until it is clear, flickers: asterisks appear and vanish, links flash their addresses, tables stand for a moment as rows of pipes. It is better to guess that the author will finish what they began, and to show the bold word as bold from its first letter.

There is a second trap. If the whole answer is rendered again with every piece, the work grows with the square of its length, and everything that the reader did is lost: a selection collapses, a scrolled table jumps back. So the text is cut into blocks. A paragraph that has ended will not change any more, and neither should its elements on the page. Only the last, open block is worked on.

## 6. Never trust the text

A model repeats what it has read, and it may have read something written to do harm. Its answer is therefore treated like a comment from a stranger. Three rules cover most of it:

1. **Nothing in the answer may run.** No scripts, no event handlers, no forms, no frames.
2. **Nothing in the answer may load by itself.** An image's address can carry away what was said in the conversation, so a picture from an unknown host waits for a click.
3. **A link shows where it leads.** The words of a link are the author's choice; its host is a fact.

## 7. The reader's place

While the text grows, should the window follow it? Yes, as long as the reader is at the end. But as soon as they scroll up to read something again, the window must stay where they are, and offer a way back down. Nothing is more annoying than a page that pulls you away from the sentence you are reading.

The same holds for people who hear the page instead of seeing it. A screen reader that announces every piece would never come to rest. It is enough to say that an answer has begun, and to let it be read when it is complete, in the reader's own time.

## 8. When things go wrong

They will. The network drops, the service is overloaded, the daily quota is used up, a train enters a tunnel. What should never happen is that something is lost: not the question that was typed, not the part of the answer that had arrived.

| What happened | What helps |
|---|---|
| Too many requests | Say how long to wait, and count down |
| The service is overloaded | Try again after a pause, a little longer each time |
| The connection broke | Keep what is there, and fetch the rest |
| The answer hit its limit | Offer to continue |
| The request was refused | Say so plainly, and keep the question for editing |

An error message is a sentence to a person. It says what happened in words they know, and what they can do next.

## 9. One tag

All of this fits behind a single element. A *custom element* is a tag that a page can use like any other, without knowing what is inside:

\`\`\`html
<script type="module" src="/gemini-chat.js"></script>
<gemini-chat endpoint="/api/gemini" heading="Ask us"></gemini-chat>
\`\`\`

Inside, a *shadow root* keeps the styles of the page and those of the chat apart. What the page should be able to change is offered on purpose: colours and sizes as custom properties, parts of the surface by name, whole regions as slots. What it should not have to think about stays closed.

That is perhaps the nicest thing about the platform in its present state. No framework is needed to share a piece of interface, and none is in the way. A tag works in a hand-written page and in a large application alike, and it will still work in ten years, as tags do.

## 10. What to measure

Two numbers describe how a streamed answer feels. The first is the *time to the first word*: below a second a conversation flows, above three it begins to drag. The second is evenness. Words that arrive in a steady rhythm are pleasant to follow; the same words in bursts, with the page standing still in between, are not.

A third number is the one that people forget. How long does the page take to react to a click *while* the answer streams? If each piece of text costs so much work that the Stop button needs half a second to notice, the fastest model in the world will not help. Drawing at most once per frame, and touching only what has changed, keeps that number small.

## In short

- Send no secrets; let a small backend hold the key.
- Stream, because reading is a better way to wait.
- Believe only an explicit ending.
- Keep finished blocks, work on the open one.
- Treat the text as a stranger's.
- Follow the reader, not the text.
- Lose nothing.

The words that you have just read took that journey too, with one difference: they were written beforehand, and an emulator sent them, one small piece after another, so that you can see how it feels.
`;
