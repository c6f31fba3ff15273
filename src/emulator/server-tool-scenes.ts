import { composeText } from './compose-text.js';
import { composeToolPair, findTool, hasTool } from './compose-tool-pair.js';
import { listMedia } from './find-media.js';
import { listObjects } from './list-objects.js';
import { mentions, readCommand } from './match-prompt.js';
import { isWireObject } from '../protocol/wire-object.js';
import { textField } from './read-step.js';
import type { Scene, SceneTurn } from './scene.js';
import { mcpText, processingText, retrievalText, stockResult } from './server-tool-texts.js';

/** The first tool that the request allows on its MCP server. */
function nameTool(turn: SceneTurn): string {
  const allowed = listObjects(findTool(turn, 'mcp_server')?.['allowed_tools']);
  const names = allowed.flatMap(({ tools }): unknown[] => (Array.isArray(tools) ? tools : []));
  return names.find((name) => typeof name === 'string') ?? 'check_stock';
}

/** A tool on a server that the site has named. */
const mcpScene: Scene = {
  name: 'mcp server',
  matches: (turn) =>
    /^mcp\b/.test(readCommand(turn.prompt)) ||
    (hasTool(turn, 'mcp_server') && mentions(turn.prompt, ['server', 'tools?', 'stock', 'mcp', 'available'])),
  reply(turn) {
    const tool = { name: nameTool(turn), server_name: textField(findTool(turn, 'mcp_server') ?? {}, 'name') };
    const named = { ...tool, server_name: tool.server_name || 'warehouse' };
    const use = composeToolPair(turn, {
      tool: 'mcp_server_tool',
      call: { ...named, arguments: { article: 'fern', shop: 'Zürich' } },
      result: { ...named, result: stockResult },
    });
    return { steps: [...use, composeText(mcpText)] };
  },
};

/** Passages from a store of the site's own. */
const retrievalScene: Scene = {
  name: 'retrieval',
  matches: (turn) =>
    /^(?:retrieval|retrieve)\b/.test(readCommand(turn.prompt)) ||
    (hasTool(turn, 'retrieval') &&
      mentions(turn.prompt, ['find', 'search', 'look up', 'retrieve', 'what do'])),
  reply(turn) {
    const types = findTool(turn, 'retrieval')?.['retrieval_types'];
    const first: unknown = Array.isArray(types) ? types[0] : undefined;
    const search = composeToolPair(turn, {
      tool: 'retrieval',
      call: {
        arguments: { queries: ['return policy', 'postage'] },
        retrieval_type: typeof first === 'string' ? first : 'vertex_ai_search',
      },
      result: { is_error: false },
    });
    return { steps: [...search, composeText(retrievalText)] };
  },
};

function isAgentic(processing: unknown): boolean {
  return processing === 'agentic' || (isWireObject(processing) && processing['type'] === 'agentic');
}

/** A film that is looked through piece by piece. */
const processingScene: Scene = {
  name: 'processing',
  matches: (turn) =>
    /^(?:media )?processing$/.test(readCommand(turn.prompt)) ||
    listMedia(turn).some((content) => isAgentic(content['processing'])),
  reply: (turn) => ({
    steps: [...composeToolPair(turn, { tool: 'processing' }), composeText(processingText)],
  }),
};

/** Tools that work on servers and report nothing but that they did. */
export const serverToolScenes: readonly Scene[] = [mcpScene, retrievalScene, processingScene];
