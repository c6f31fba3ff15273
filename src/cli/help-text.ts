/** What `--help` prints. */
export const helpText = `Usage: gemini-chat-element <command> [options]

serve                   A chat backend: adds your key and lets only what you allow through to Gemini.
  --port <number>         Where it listens. Default: 8787; 0 for any that is free.
  --host <address>        On which address of this machine. Default: 127.0.0.1; 0.0.0.0 for all.
  --origin <origin>       A site whose pages may use it, such as https://example.com, or '*'. May be repeated.
  --model <name>          A model that may be asked. May be repeated; the first is the default.
  --system-instruction <text>
                          The instruction for every reply, which no page can change.
  --trusted-proxies <number>
                          How many proxies of yours stand before it and add to X-Forwarded-For. Default: 0.
  --redis <address>       A Redis or Valkey server that several backends share.
  --metrics               Answer GET /metrics, in the format of Prometheus.
  --quiet                 Write no line for each request.
  --base-url <address>    Where Gemini is, such as an emulator.

  It reads from the environment
  GEMINI_API_KEY          Gemini's key; there is no serving without it.
  GEMINI_CHAT_SECRET      What cookies and ids are sealed with, 32 characters or more. Of several, with commas
                          between them, the first seals and all open. Default: derived from the key.
  GEMINI_CHAT_REDIS       What --redis says, for an address with a password in it.

emulate                 The Gemini API without Google, for tests and demos: scripted answers, no key.
  --port <number>         Where it listens. Default: 9090; 0 for any that is free.
  --host <address>        On which address of this machine. Default: 127.0.0.1.
  --pace <milliseconds>   Between two events of an answer. Default: 20; 0 sends all at once.

--help                  This text.
--version               The version.
`;
