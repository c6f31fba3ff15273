// Cloudflare's Workers, with "compatibility_flags": ["enable_request_signal"]: they hear of visitors who leave.
import { createChatHandler } from 'gemini-chat-element/server';

let chat;

export default {
  fetch(request, { GEMINI_API_KEY: apiKey }) {
    const address = ({ headers }) => headers.get('cf-connecting-ip') ?? undefined;
    // There a request cannot hand its stream on to a later one.
    chat ??= createChatHandler({ apiKey, address, resumeSeconds: 0 });
    return chat(request);
  },
};
