// In an Express 5 server with sessions, app.post('/live-token', giveToken): a token for one live session.
import { GoogleGenAI } from '@google/genai';

const gemini = new GoogleGenAI({ apiKey: process.env.GEMINI_API_KEY, apiVersion: 'v1alpha' });
const liveConnectConstraints = { model: 'gemini-3.1-flash-live-preview' };

export async function giveToken(request, response) {
  if (!request.session?.user) return response.writeHead(401).end();
  const expireTime = new Date(Date.now() + 15 * 60_000).toISOString();
  // The empty list locks the model, and leaves the rest to the page.
  const config = { uses: 1, expireTime, liveConnectConstraints, lockAdditionalFields: [] };
  const { name: token } = await gemini.authTokens.create({ config });
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ token, expireTime }));
}
