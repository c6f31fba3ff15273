import type { McpServer } from './chat-handler-options.js';
import type { ChatPolicy } from './read-options.js';
import { refuseField } from './refuse-field.js';
import type { WishedTool } from './tool-schema.js';

/** A tool as Gemini gets it. */
export type RebuiltTool = WishedTool & Partial<McpServer>;

/** The tools that a visitor asked for; what a tool server is called by comes from the site. */
export function rebuildTools(
  tools: readonly WishedTool[],
  policy: Pick<ChatPolicy, 'tools' | 'mcpServers'>,
): RebuiltTool[] {
  return tools.map((tool, index) => {
    if (!policy.tools.includes(tool.type)) {
      throw refuseField(`tools.${index}.type`, 'names a tool that is not available on this site');
    }
    if (tool.type !== 'mcp_server') return tool;
    const server = policy.mcpServers.find(({ name }) => name === tool.name);
    if (!server) throw refuseField(`tools.${index}.name`, 'is not one of the tool servers of this site');
    return { ...tool, ...server };
  });
}
